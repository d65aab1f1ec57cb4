import type { FollowerContext } from '../../../../machines/follower/context.ts'
import { workIn } from '../explore.ts'
import { labelsIn } from './labels.ts'
import { contexts, type Rule, type Step } from './rule.ts'

/** S5: one engine command in flight; only labels that show exactly the pending target make it count. */
export const oneCommand: Rule = {
  name: 'S5 one command in flight, and only a read-back counts',
  breach: (step) => {
    if (workIn(step.after).length > 1) return 'two calls in flight'
    const [before, after] = contexts(step)
    return heads(before) === heads(after) ? null : unread(step)
  },
}

function heads({ crossSafe, finalized, trustedBase, promotions }: FollowerContext): string {
  // An acknowledgement takes the L1 view from a disputed promotion, which is not a move.
  return JSON.stringify([crossSafe, finalized, trustedBase, promotions.map(({ hash }) => hash)])
}

function unread(step: Step): string | null {
  const [{ pending }, { crossSafe, finalized }] = contexts(step)
  const labels = labelsIn(step)
  if (labels === null) return 'promoted without labels'
  if (pending === null || crossSafe?.hash !== pending.safe.hash) return 'promoted what was not pending'
  if (labels.safe?.hash !== pending.safe.hash) return 'promoted what the client does not show'
  if (pending.finalized === null) return null
  const shown = labels.finalized?.hash === pending.finalized.hash
  return shown && finalized?.hash === pending.finalized.hash
    ? null
    : 'finalized what the client does not show'
}
