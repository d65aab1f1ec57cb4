import type { L1View } from '../../machines/values.ts'
import type { Answer } from './trouble.ts'

export interface L1Port {
  readonly name: string
  /** The canonical block at a height; null when the chain is not that long. Never cached across a reorg. */
  readonly blockAt: (number: number, signal: AbortSignal) => Promise<Answer<L1View | null>>
  readonly latest: (signal: AbortSignal) => Promise<Answer<L1View>>
  /** Null while the chain has no finalized block yet. */
  readonly finalized: (signal: AbortSignal) => Promise<Answer<L1View | null>>
}
