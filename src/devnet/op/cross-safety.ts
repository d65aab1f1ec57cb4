import { advanceCrossSafe } from '../rollup/cross-safety.ts'

/** How far the verifying node has verified the messages of its chain. */
export interface CrossSafety {
  readonly height: () => number
  readonly advance: (localSafe: number) => void
  /** The messages of this block cannot be judged yet: below it verification waits. */
  readonly doubt: (height: number) => void
  /** They were judged. */
  readonly settle: () => void
  /** The chain was taken back; what was verified above is gone. */
  readonly lower: (height: number) => void
}

export function createCrossSafety(genesisHeight: number): CrossSafety {
  let height = genesisHeight
  let doubted: number | null = null
  return {
    height: () => height,
    advance: (localSafe) => {
      const limit = doubted === null ? localSafe : Math.min(localSafe, doubted - 1)
      height = Math.max(height, Math.min(advanceCrossSafe(height, localSafe), limit))
    },
    doubt: (block) => {
      doubted = block
    },
    settle: () => {
      doubted = null
    },
    lower: (block) => {
      height = Math.min(height, block)
    },
  }
}
