import type { FollowerContext } from '../../../../machines/follower/context.ts'
import { proving, saidOf } from './quorum.ts'
import { begins, contexts, examined, type Rule, type Step } from './rule.ts'

/** S3: never backwards, except to an explained reorg, a replacement, or once at the first start. */
export const neverBackwards: Rule = {
  name: 'S3 never backwards but for an explained reorg; anchored once',
  breach: (step) => {
    const [before, after] = contexts(step)
    return (
      finalityMoved(before, after) ??
      baseMoved(before, after) ??
      otherHash(before, after) ??
      unexplainedHold(step) ??
      (begins(step) && after.pending?.because === 'withdrawal' ? unexplained(after) : null)
    )
  },
}

function finalityMoved({ finalized: was }: FollowerContext, { finalized: is }: FollowerContext) {
  if (was === null) return null
  if (is === null || is.number < was.number) return 'finalized went back'
  return is.number === was.number && is.hash !== was.hash ? 'finalized changed its hash' : null
}

function baseMoved(before: FollowerContext, after: FollowerContext): string | null {
  const known = before.trustedBase !== null || before.crossSafe !== null
  return known && before.trustedBase?.hash !== after.trustedBase?.hash ? 'anchored twice' : null
}

function otherHash({ crossSafe: was, pending }: FollowerContext, { crossSafe: is }: FollowerContext) {
  if (was === null || is === null || is.number > was.number || is.hash === was.hash) return null
  return pending?.because === 'withdrawal' && is.number < was.number ? null : 'cross-safe moved back or aside'
}

/** A withdrawal is sent while another hash is derived there, after an examination has explained it. */
function unexplained({ derivation, crossSafe, hold }: FollowerContext): string | null {
  const doubted = derivation.atCrossSafe !== null && derivation.atCrossSafe !== crossSafe?.hash
  if (!doubted) return 'withdraws what is not doubted'
  return hold?.code === 'derivation/withdrawing' ? null : 'withdraws without an explanation'
}

/** The explanation: a difference was seen, and no canonical L1 view speaks for the promoted block. */
function unexplainedHold(step: Step): string | null {
  const [before, after] = contexts(step)
  const explains = ({ hold }: FollowerContext) => hold?.code === 'derivation/withdrawing'
  if (explains(before) || !explains(after)) return null
  const outcome = examined(step)
  if (outcome?.kind !== 'differs') return 'explained by no examination'
  const spoken = proving(saidOf(before, before.crossSafe), outcome.views, Number.POSITIVE_INFINITY)
  return spoken.length === 0 ? null : 'explained although a canonical L1 view speaks for it'
}
