import { l1ForksAtGenesis } from '../../l1-forks.ts'

export type L1Hardfork = 'cancun' | 'prague' | 'osaka'

export interface L1GenesisOptions {
  readonly chainId: number
  readonly hardfork: L1Hardfork
  readonly excessBlobGas: number
}

const zeroHash = `0x${'00'.repeat(32)}`

/** Every fork up to this one from the first block on. */
export function l1Forks(hardfork: L1Hardfork) {
  return {
    ...l1ForksAtGenesis,
    ...(hardfork !== 'cancun' && { pragueTime: 0 }),
    ...(hardfork === 'osaka' && { osakaTime: 0 }),
  }
}

/** Block 0 of an L1 that begins now, and belongs to nobody. */
export function l1Genesis({ chainId, hardfork, excessBlobGas }: L1GenesisOptions) {
  return {
    config: { ...l1Forks(hardfork), chainId },
    timestamp: quantity(Math.floor(Date.now() / 1_000)),
    gasLimit: quantity(30_000_000),
    baseFeePerGas: quantity(1_000_000_000),
    excessBlobGas: quantity(excessBlobGas),
    blobGasUsed: '0x0',
    difficulty: '0x0',
    nonce: '0x0',
    mixHash: zeroHash,
    coinbase: `0x${'00'.repeat(20)}`,
    extraData: '0x',
    alloc: {},
  }
}

function quantity(value: number): string {
  return `0x${value.toString(16)}`
}
