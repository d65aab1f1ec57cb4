import type { Address } from '../../machines/values.ts'
import { l1ForksAtGenesis } from './l1-forks.ts'

export interface L2GenesisOptions {
  readonly chainId: number
  /** Unix seconds of block 0. */
  readonly timestamp: number
  /** Balances in wei at block 0. */
  readonly balances?: Readonly<Record<Address, bigint>>
}

/**
 * A genesis in geth's format for a chain that is past the merge, Shanghai and Cancun from its first
 * block, so that its blocks are those of Engine API V3.
 */
export function l2Genesis({ chainId, timestamp, balances = {} }: L2GenesisOptions) {
  return {
    config: { ...forksAtGenesis, chainId },
    timestamp: quantity(timestamp),
    gasLimit: quantity(30_000_000),
    baseFeePerGas: quantity(1_000_000_000),
    difficulty: '0x0',
    nonce: '0x0000000000000000',
    mixHash: `0x${'00'.repeat(32)}`,
    coinbase: `0x${'00'.repeat(20)}`,
    extraData: '0x',
    excessBlobGas: '0x0',
    blobGasUsed: '0x0',
    alloc: Object.fromEntries(
      Object.entries(balances).map(([who, wei]) => [who, { balance: quantity(wei) }]),
    ),
  }
}

const forksAtGenesis = {
  ...l1ForksAtGenesis,
  mergeForkBlock: 0,
  terminalTotalDifficultyPassed: true,
}

function quantity(value: number | bigint): `0x${string}` {
  return `0x${value.toString(16)}`
}
