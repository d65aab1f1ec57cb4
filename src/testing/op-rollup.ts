import type { Address, BlockRef } from '../../machines/values.ts'
import { forkNames } from '../derive/forks.ts'

export interface OpRollupOptions {
  readonly l1ChainId: number
  readonly l2ChainId: number
  readonly l1: BlockRef
  readonly l2: BlockRef
  /** Unix seconds. */
  readonly l2Time: number
  readonly blockTimeSeconds: number
}

export const opContracts = {
  depositContract: `0x${'de'.repeat(20)}`,
  l1SystemConfig: `0x${'5c'.repeat(20)}`,
} as const satisfies Record<string, Address>

/** What a rollup node of a chain in memory answers to `optimism_rollupConfig`: every fork up to Isthmus from the start. */
export function opRollupJson({ l1ChainId, l2ChainId, l1, l2, l2Time, blockTimeSeconds }: OpRollupOptions) {
  return {
    genesis: { l1: refOf(l1), l2: refOf(l2), l2_time: l2Time, system_config: systemConfig },
    block_time: blockTimeSeconds,
    max_sequencer_drift: 600,
    seq_window_size: 3_600,
    channel_timeout: 300,
    l1_chain_id: l1ChainId,
    l2_chain_id: l2ChainId,
    ...forkTimes,
    batch_inbox_address: `0x${'ff'.repeat(20)}`,
    deposit_contract_address: opContracts.depositContract,
    l1_system_config_address: opContracts.l1SystemConfig,
    chain_op_config: { eip1559Elasticity: 6, eip1559Denominator: 50, eip1559DenominatorCanyon: 250 },
  }
}

/** The chain config of its L1, as an execution client has it. */
export function opL1ChainJson(chainId: number) {
  return { chainId, pragueTime: 0, blobSchedule: { prague: { baseFeeUpdateFraction: 5_007_716 } } }
}

const forkTimes = Object.fromEntries(
  forkNames.slice(0, forkNames.indexOf('isthmus') + 1).map((name) => [`${name}_time`, 0]),
)

const systemConfig = {
  batcherAddr: `0x${'ba'.repeat(20)}`,
  overhead: `0x${'00'.repeat(32)}`,
  scalar: `0x01${'00'.repeat(23)}000f79c50000146b`,
  gasLimit: 30_000_000,
  eip1559Params: '0x000000fa00000006',
}

function refOf({ number, hash }: BlockRef): BlockRef {
  return { number, hash }
}
