import type { FollowerContext } from '../../../../machines/follower/context.ts'
import { workIn } from '../explore.ts'
import { meetsPolicy, proving, saidOf } from './quorum.ts'
import { contexts, examined, isHalted, type Rule, type Step } from './rule.ts'

/** S4: halted means halted, until an operator acknowledges exactly this evidence. */
export const haltsForGood: Rule = {
  name: 'S4 halted is frozen until acknowledged, and only proof halts',
  breach: (step) => {
    if (isHalted(step.before)) return isHalted(step.after) ? thawed(step) : wronglyLeft(step)
    if (isHalted(step.after)) return wronglyHalted(step)
    return step.after.context.openEvidence === null ? null : 'goes on with open evidence'
  },
}

function thawed(step: Step): string | null {
  const [before, after] = contexts(step)
  if (frozen(before) !== frozen(after)) return 'something moved in a halt'
  return workIn(step.after).length === 0 ? null : 'works in a halt'
}

function frozen({ crossSafe, finalized, promotions, trustedBase, openEvidence, pending }: FollowerContext) {
  return JSON.stringify([crossSafe, finalized, promotions, trustedBase, openEvidence, pending])
}

function mayBeReplaced({ examined: target, crossSafe }: FollowerContext, reduction: string | null): boolean {
  if (target?.hash === crossSafe?.hash) return false
  return reduction === null || target?.number !== (crossSafe?.number ?? Number.NaN) + 1
}

function wronglyLeft(step: Step): string | null {
  const [before, after] = contexts(step)
  const evidence = before.openEvidence!
  if (step.event.type !== 'halt.acknowledged' || step.event.evidenceId !== evidence.id) {
    return 'left a halt unacknowledged'
  }
  const keys = evidence.statements.map(({ signer, number, hash }) => `${signer}:${number}:${hash}`)
  const expected = [...before.discarded, ...keys]
  if (JSON.stringify(after.discarded) !== JSON.stringify(expected)) return 'discarded something else'
  const left = before.pool.filter(({ signer, number, hash }) => !keys.includes(`${signer}:${number}:${hash}`))
  return JSON.stringify(after.pool) === JSON.stringify(left) ? null : 'dropped another statement'
}

/**
 * Proof: design §2. A view that is orphaned or ahead of us never halts anybody; nor does a block that may
 * have been replaced, which is known only of the one right above the cross-safe head.
 */
function wronglyHalted(step: Step): string | null {
  const [before, { openEvidence }] = contexts(step)
  const outcome = examined(step)
  switch (openEvidence?.kind) {
    case 'mismatch': {
      if (outcome?.kind !== 'differs' || !outcome.linked) return 'halted on an unlinked difference'
      if (mayBeReplaced(before, outcome.reduction)) return 'halted by a block that may be a replacement'
      const proof = proving(saidOf(before, before.examined), outcome.views, outcome.derivedPastL1)
      return meetsPolicy(before, proof) ? null : 'halted by views that prove nothing'
    }
    case 'below-finalized':
      return outcome?.kind === 'differs' && outcome.linked ? null : 'halted on an unlinked difference'
    case 'equivocation': {
      const left = before.policy.attesters.filter((attester) => !before.muted.includes(attester))
      return left.length - 1 < before.policy.threshold ? null : 'the policy can be met without the signer'
    }
    default:
      return 'halted without evidence'
  }
}
