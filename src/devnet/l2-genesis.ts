import type { Address } from '../../machines/values.ts'

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
  homesteadBlock: 0,
  eip150Block: 0,
  eip155Block: 0,
  eip158Block: 0,
  byzantiumBlock: 0,
  constantinopleBlock: 0,
  petersburgBlock: 0,
  istanbulBlock: 0,
  berlinBlock: 0,
  londonBlock: 0,
  mergeForkBlock: 0,
  terminalTotalDifficulty: 0,
  terminalTotalDifficultyPassed: true,
  shanghaiTime: 0,
  cancunTime: 0,
}

function quantity(value: number | bigint): `0x${string}` {
  return `0x${value.toString(16)}`
}
