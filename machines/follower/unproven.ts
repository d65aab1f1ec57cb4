import type { BlockRef } from '../values.ts'
import type { BlockerCode } from './codes.ts'
import type { FollowerContext } from './context.ts'
import { withFlaw } from './evidence.ts'
import type { ExamineOutcome } from './outcomes.ts'
import { statementsFor } from './trust.ts'

type Difference = Extract<ExamineOutcome, { kind: 'differs' }>
type Reason = { readonly code: BlockerCode; readonly detail: string }

/** Why a block that differs from ours is held, and not a contradiction yet. */
export function unproven(context: FollowerContext, target: BlockRef, outcome: Difference): Reason {
  const { code, detail } = reasonOf(context, target, outcome)
  return { code, detail: withFlaw(detail, outcome) }
}

function reasonOf(context: FollowerContext, target: BlockRef, outcome: Difference): Reason {
  const views = statementsFor(context, target).map(({ l1View }) =>
    l1View === null ? null : outcome.views[l1View.hash],
  )
  if (views.length > 0 && views.every((status) => status === 'orphaned')) {
    return {
      code: 'l1/view-orphaned',
      detail: 'differs from our chain, attested under an L1 view that was reorged away',
    }
  }
  if (views.includes('ahead')) {
    return {
      code: 'l1/view-ahead',
      detail: 'differs from our chain, attested under an L1 view we have not reached',
    }
  }
  return {
    code: 'derivation/contradicts',
    detail: 'differs from our chain, and our derivation is not past the L1 view',
  }
}
