import type { BlockRef, Hash } from '../../machines/values.ts'
import type { Answer } from './trouble.ts'

export interface LinkedBlock extends BlockRef {
  readonly parentHash: Hash
}

/** The L2 chain that we call ours, as far as the checks of derivation look at it. */
export interface ChainReader {
  /** For messages: whose chain this is. */
  readonly name: string
  /** The canonical block at a height; null when the chain is not that long. */
  readonly blockAt: (number: number, signal: AbortSignal) => Promise<Answer<LinkedBlock | null>>
  readonly head: (signal: AbortSignal) => Promise<Answer<BlockRef>>
}
