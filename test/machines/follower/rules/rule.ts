import type { FollowerContext } from '../../../../machines/follower/context.ts'
import type { ExamineOutcome } from '../../../../machines/follower/outcomes.ts'
import type { ModelEvent } from '../alphabet.ts'
import type { FollowerSnapshot } from '../key.ts'

/** One step of the follower, however it was made: by exploration, by a walk, at random. */
export interface Step {
  readonly before: FollowerSnapshot
  readonly event: ModelEvent
  readonly after: FollowerSnapshot
}

/** What must hold of every step; answers what is wrong, or null. Written from design §2, not from the machine. */
export interface Rule {
  readonly name: string
  readonly breach: (step: Step) => string | null
}

export function contexts({ before, after }: Step): readonly [FollowerContext, FollowerContext] {
  return [before.context, after.context]
}

/** The outcome of an examination that ends with this step. */
export function examined({ before, event }: Step): ExamineOutcome | null {
  const ended = before.value === 'consolidating' && event.type === 'xstate.done.actor.examine'
  return ended ? (event.output as ExamineOutcome) : null
}

/** The step sent a new command on its way. */
export function begins({ before, after }: Step): boolean {
  return before.context.pending !== after.context.pending && after.context.pending !== null
}

export function isHalted({ value }: FollowerSnapshot): boolean {
  return value === 'haltedOnMismatch'
}
