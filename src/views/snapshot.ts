import type { BlockerCode } from '../../machines/follower/codes.ts'
import type { FollowerContext } from '../../machines/follower/context.ts'

/** What every view is made from: the machine's context, and the times that a machine without a clock cannot know. */
export interface FollowerSnapshot {
  readonly version: string
  readonly chainId: number
  readonly mode: 'shadow' | 'gateway' | 'engine'
  /** The machine's state, as a person reads it: `awaitingAttestation`. */
  readonly state: string
  readonly context: FollowerContext
  readonly nowMs: number
  readonly startedAtMs: number
  readonly stateSinceMs: number
  readonly blockersSinceMs: BlockersSince
  /** Null until this process promoted something. */
  readonly lastPromotionAtMs: number | null
}

/** When each blocker that stands now was first seen. */
export type BlockersSince = Readonly<Partial<Record<BlockerCode, number>>>
