import type { BlockRef } from '../values.ts'
import type { FollowerContext, Hold } from './context.ts'
import { judge } from './judge.ts'
import type { ExamineOutcome } from './outcomes.ts'

/** How something is set aside until the recheck. Pure; each answers the changed fields. */
type Change = Partial<FollowerContext>
type Reason = Pick<Hold, 'code' | 'detail' | 'seen'>

const triesSaturation = 10

/** Sets the examined block aside, with the judgement's words. */
export function holdExamined(context: FollowerContext, outcome: ExamineOutcome): Change {
  const judgement = judge(context, outcome)
  if (judgement.kind !== 'hold') return {}
  const { code, detail, seen } = judgement
  return holdTarget(context, { code, detail, ...(seen === undefined ? {} : { seen }) })
}

export function holdTarget(context: FollowerContext, reason: Reason): Change {
  const { examined } = context
  return { ...hold(context, reason, 'examine', examined), examined: null, replacement: null }
}

/** Sets aside what the command under way was to make `safe`. */
export function holdPending(context: FollowerContext, reason: Reason): Change {
  const { pending } = context
  return hold(context, reason, pending?.because ?? 'attested', pending?.safe ?? null)
}

/** What was set aside, and what was found out about two chains, is looked at as if for the first time. */
export function recheck({ holdTries }: FollowerContext): Change {
  return { hold: null, parting: [], reassertTries: 0, holdTries: Math.min(holdTries + 1, triesSaturation) }
}

function hold(
  context: FollowerContext,
  reason: Reason,
  because: Hold['because'],
  target: BlockRef | null,
): Change {
  const held = context.hold?.targets ?? []
  const expected = target === null ? {} : { expected: `${target.number} ${target.hash}` }
  const targets = target === null ? held : [...held, target]
  return { hold: { ...reason, ...expected, because, targets } }
}
