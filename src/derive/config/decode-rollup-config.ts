import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import { canyonEip1559Params } from './canyon-eip1559-params.ts'
import { forkSchedule } from './fork-times.ts'
import { genesisSystemConfig } from './genesis-system-config.ts'
import type { RollupConfig } from './rollup-config.ts'
import { type RollupJson, rollupJson } from './rollup-json.ts'
import { shapeDecoder } from './shape-decoder.ts'

const decodeShape = shapeDecoder(rollupJson)

/**
 * Takes op-node's `rollup.json` and what a rollup node answers to `optimism_rollupConfig` alike. What
 * op-node refuses to start with is refused, and chains whose data is not on L1.
 */
export function decodeRollupConfig(json: unknown): Decoded<RollupConfig> {
  const shape = decodeShape(json)
  if (shape.kind !== 'ok') return shape
  const contradiction = contradictionIn(shape.value)
  if (contradiction !== null) return malformed(contradiction)
  const schedule = forkSchedule(json)
  if (schedule.kind !== 'ok') return schedule
  const systemConfig = genesisSystemConfig(shape.value.genesis.system_config)
  if (systemConfig.kind !== 'ok') return systemConfig
  const eip1559Params = canyonEip1559Params(shape.value)
  if (eip1559Params.kind !== 'ok') return eip1559Params
  return ok({
    ...fields(shape.value),
    ...schedule.value,
    genesis: { ...genesisBlocks(shape.value), systemConfig: systemConfig.value },
    canyonEip1559Params: eip1559Params.value,
  })
}

function fields(shape: RollupJson) {
  return {
    l1ChainId: shape.l1_chain_id,
    l2ChainId: shape.l2_chain_id,
    blockTimeSeconds: shape.block_time,
    maxSequencerDriftSeconds: shape.max_sequencer_drift,
    keepKarstUpgradeGas: shape.keep_karst_upgrade_gas ?? false,
    pectraBlobScheduleTime: shape.pectra_blob_schedule_time ?? null,
    depositContract: shape.deposit_contract_address,
    l1SystemConfig: shape.l1_system_config_address,
  }
}

function genesisBlocks({ genesis }: RollupJson) {
  return { l1: genesis.l1, l2: genesis.l2, l2Time: genesis.l2_time }
}

/** What no field can know by itself. */
function contradictionIn({ genesis, ...shape }: RollupJson): string | null {
  if (genesis.l1.hash === genesis.l2.hash) {
    return `genesis.l1.hash and genesis.l2.hash are the same, ${genesis.l1.hash}`
  }
  if (shape.l1_chain_id === shape.l2_chain_id) {
    return `l1_chain_id and l2_chain_id are the same, ${shape.l1_chain_id}`
  }
  if (shape.alt_da != null || shape.use_plasma === true || shape.use_alt_da === true) {
    return 'alt_da: the chain keeps its data elsewhere than on L1 (alt-DA), which is not followed'
  }
  return null
}
