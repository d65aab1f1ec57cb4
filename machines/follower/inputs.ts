import type { FollowerContext } from './context.ts'
import type { CommandInput, ExamineInput, ReplaceInput } from './outcomes.ts'
import { statementsAt } from './pool.ts'
import { derivationQuestion } from './questions.ts'

/** What the invoked actors are given. A state is entered only when its subject is set; the throws are defects. */

export function examineInput({ context }: { context: FollowerContext }): ExamineInput {
  const { examined: target, pool, trustedBase } = context
  if (target === null) throw new Error('consolidating without a block to examine')
  const { crossSafe } = derivationQuestion(context)
  return { target, statements: statementsAt(pool, target.number), crossSafe, trustedBase }
}

export function commandInput({ context: { pending } }: { context: FollowerContext }): CommandInput {
  if (pending === null) throw new Error('promoting without a promotion')
  const { safe, finalized, because } = pending
  return { safe, finalized, because }
}

export function replaceInput({ context: { replacement } }: { context: FollowerContext }): ReplaceInput {
  if (replacement === null) throw new Error('replacing without a replacement')
  return replacement
}
