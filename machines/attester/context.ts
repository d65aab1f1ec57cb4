import type { BlockRef } from '../values.ts'
import type { Backlog } from './backlog.ts'
import type { SafeHead, Statement, Work } from './outcomes.ts'

export interface AttesterDelays {
  readonly pollIntervalMs: number
  /** Between two older blocks: a long backlog said at once is a flood to those who relay it. */
  readonly olderSpacingMs: number
  /** For each call of an actor, whatever deadlines the ports below have. */
  readonly callDeadlineMs: number
  readonly backoffMs: number
  readonly backoffLimitMs: number
  readonly refusalRecheckMs: number
}

export interface AttesterLimits {
  /** The newest head is said again after so many polls that brought nothing new. */
  readonly repeatEveryPolls: number
  /** Older blocks announced after a gap, counted down from the newest. */
  readonly backfillBlocks: number
}

export interface AttesterInput {
  /** The operator vouches that the source verifies. */
  readonly trustsSource: boolean
  /** What an earlier process signed last. */
  readonly newestSigned: BlockRef | null
  /** Up to here it signed every height; the newest, unless it died with older ones still owed. */
  readonly signedThrough: BlockRef | null
  readonly delays: AttesterDelays
  readonly limits: AttesterLimits
}

/** Why the attester does not sign although it could. It stays up, says so, and looks again. */
export interface Refusal {
  readonly reason: 'source-only-derives' | 'would-equivocate' | 'forgotten'
  readonly detail: string
  /** What was signed before, where that is the reason. */
  readonly expected: BlockRef | null
  readonly seen: BlockRef | null
}

export interface AttesterTrouble {
  /** The state in which it happened. */
  readonly at: string
  readonly kind: string
  readonly detail: string
}

export interface AttesterContext {
  readonly trustsSource: boolean
  readonly delays: AttesterDelays
  readonly limits: AttesterLimits
  /** The cross-safe head of the last good poll. */
  readonly head: SafeHead | null
  /** The newest block we attested, by an earlier process perhaps. */
  readonly newest: BlockRef | null
  /** What an earlier process left unsigned begins above this; null once it is owed. */
  readonly signedThrough: BlockRef | null
  /** This process announced `newest`; an earlier one may have died before it could. */
  readonly announced: boolean
  readonly backlog: Backlog | null
  readonly work: Work | null
  /** The statement whose intent is on disk; nothing else may be signed. */
  readonly intended: Statement | null
  /** Saturating, as all counters here. */
  readonly pollsSinceSaid: number
  readonly failures: number
  readonly unexpected: number
  readonly refusal: Refusal | null
  /** The trouble that is being waited out; null when the last step went well. */
  readonly trouble: AttesterTrouble | null
}

export const counterSaturation = 10

export function initialContext({ newestSigned, ...input }: AttesterInput): AttesterContext {
  return {
    ...input,
    head: null,
    newest: newestSigned,
    announced: false,
    backlog: null,
    work: null,
    intended: null,
    pollsSinceSaid: 0,
    failures: 0,
    unexpected: 0,
    refusal: null,
    trouble: null,
  }
}
