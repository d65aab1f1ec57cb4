import type { Address, BlockRef } from '../../../../machines/values.ts'
import type { BlockHeader } from '../../../ports/execution-client.ts'
import { type ForkDelays, rollupForks } from './forks.ts'
import { eip1559 } from './genesis.ts'
import type { L1Contracts } from './l1-contracts.ts'

export interface RollupConfigOptions {
  readonly chainId: number
  readonly l1ChainId: number
  /** The L1 block that the chain is founded on. */
  readonly origin: BlockHeader
  readonly genesis: BlockRef
  readonly forks: ForkDelays
  readonly batcher: Address
  readonly contracts: L1Contracts
}

const zeroWord = `0x${'00'.repeat(32)}`

/** What op-node calls `--rollup.config`: blocks of one second. */
export function rollupConfig(options: RollupConfigOptions) {
  const { chainId, l1ChainId, origin, genesis, forks, batcher, contracts } = options
  return {
    genesis: {
      l1: { number: origin.number, hash: origin.hash },
      l2: { number: genesis.number, hash: genesis.hash },
      l2_time: origin.timestamp,
      system_config: { ...systemConfig, batcherAddr: batcher },
    },
    block_time: 1,
    max_sequencer_drift: 600,
    seq_window_size: 3_600,
    channel_timeout: 300,
    l1_chain_id: l1ChainId,
    l2_chain_id: chainId,
    ...rollupForks(forks, origin.timestamp),
    batch_inbox_address: contracts.batchInbox,
    deposit_contract_address: contracts.depositContract,
    l1_system_config_address: contracts.systemConfig,
    chain_op_config: {
      eip1559Elasticity: eip1559.elasticity,
      eip1559Denominator: eip1559.denominator,
      eip1559DenominatorCanyon: eip1559.denominatorCanyon,
    },
  }
}

const systemConfig = {
  overhead: zeroWord,
  scalar: `0x01${'00'.repeat(31)}`,
  gasLimit: 30_000_000,
  eip1559Params: '0x0000000000000000',
  operatorFeeParams: zeroWord,
  minBaseFee: 0,
  daFootprintGasScalar: 0,
}
