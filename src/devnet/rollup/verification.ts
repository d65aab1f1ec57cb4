import type { L2BlockRef } from '../../ports/rollup-node.ts'
import { advanceCrossSafe } from './cross-safety.ts'

/** Which block the verifying node calls cross-safe, honestly or not. */
export interface Verification {
  readonly height: () => number
  /** The false claim that stands at the cross-safe height; null while the node is honest. */
  readonly falseHead: () => L2BlockRef | null
  readonly advance: (localSafe: number) => void
  /** Claims this block when its height is reached, and stands by it. */
  readonly claim: (rival: L2BlockRef) => void
  readonly withdraw: () => void
}

export function createVerification(genesisHeight: number): Verification {
  let height = genesisHeight
  let rival: L2BlockRef | null = null
  return {
    height: () => height,
    falseHead: () => (rival?.number === height ? rival : null),
    advance: (localSafe) => {
      const limit = rival?.number ?? localSafe
      height = Math.max(height, Math.min(advanceCrossSafe(height, localSafe), limit))
    },
    claim: (block) => {
      rival = block
    },
    withdraw: () => {
      rival = null
    },
  }
}
