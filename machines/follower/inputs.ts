import type { FollowerContext, PendingPromotion } from './context.ts'
import type { ExamineInput, ReplaceInput } from './outcomes.ts'
import { statementsAt } from './pool.ts'
import { derivationQuestion } from './questions.ts'

/** What the invoked actors are given. A state is entered only when its subject is set; the throws are defects. */

export function examineInput({ context }: { context: FollowerContext }): ExamineInput {
  const { examined: target, pool, trustedBase, consolidation } = context
  if (target === null) throw new Error('consolidating without a block to examine')
  const { crossSafe } = derivationQuestion(context)
  const isAbove = target.number > (crossSafe?.number ?? -1)
  const consolidated = isAbove ? (consolidation.watermark?.block ?? null) : null
  return { target, statements: statementsAt(pool, target.number), crossSafe, trustedBase, consolidated }
}

export function commandInput({ context: { pending } }: { context: FollowerContext }): PendingPromotion {
  if (pending === null) throw new Error('promoting without a promotion')
  return pending
}

export function replaceInput({ context: { replacement } }: { context: FollowerContext }): ReplaceInput {
  if (replacement === null) throw new Error('replacing without a replacement')
  return replacement
}
