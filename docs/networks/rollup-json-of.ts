import type { ChainFile } from './registry-files.ts'

/** On every network of the registry, which does not say it. */
const channelTimeout = 300

/** The rollup config of a chain of the superchain registry, in the keys and the order of op-node's. */
export function rollupJsonOf(chain: ChainFile, l1ChainId: number) {
  return {
    genesis: genesisOf(chain),
    block_time: chain.block_time,
    max_sequencer_drift: chain.max_sequencer_drift,
    seq_window_size: chain.seq_window_size,
    channel_timeout: channelTimeout,
    l1_chain_id: l1ChainId,
    l2_chain_id: chain.chain_id,
    regolith_time: 0,
    ...chain.hardforks,
    batch_inbox_address: lower(chain.batch_inbox_addr),
    deposit_contract_address: lower(chain.addresses.OptimismPortalProxy),
    l1_system_config_address: lower(chain.addresses.SystemConfigProxy),
    chain_op_config: {
      eip1559Elasticity: chain.optimism.eip1559_elasticity,
      eip1559Denominator: chain.optimism.eip1559_denominator,
      eip1559DenominatorCanyon: chain.optimism.eip1559_denominator_canyon,
    },
  }
}

function genesisOf({ genesis }: ChainFile) {
  const { batcherAddress, overhead, scalar, gasLimit } = genesis.system_config
  return {
    l1: { hash: lower(genesis.l1.hash), number: genesis.l1.number },
    l2: { hash: lower(genesis.l2.hash), number: genesis.l2.number },
    l2_time: genesis.l2_time,
    system_config: { batcherAddr: lower(batcherAddress), overhead, scalar, gasLimit },
  }
}

function lower(hex: string): string {
  return hex.toLowerCase()
}
