import type { FollowerContext } from '../../../../machines/follower/context.ts'
import { contexts, type Rule } from './rule.ts'

/** S2: finalized ≤ cross-safe ≤ the highest block ever derived on this lineage. */
export const keepsOrder: Rule = {
  name: 'S2 finalized ≤ cross-safe ≤ local-safe, withdrawn only when another hash is derived',
  breach: (step) => {
    const [before, after] = contexts(step)
    return outOfOrder(after) ?? (isWithdrawn(before, after) ? notDoubted(before) : null)
  },
}

function outOfOrder({ finalized, crossSafe, localSafe, pending }: FollowerContext): string | null {
  if (height(finalized) > height(crossSafe)) return 'finalized above cross-safe'
  if (height(crossSafe) > height(localSafe)) return 'cross-safe above local-safe'
  if (height(pending?.finalized) > height(pending?.safe)) return 'a command with finalized above safe'
  return height(finalized) > height(pending?.safe ?? crossSafe) ? 'a command that leaves finalized' : null
}

function isWithdrawn(before: FollowerContext, after: FollowerContext): boolean {
  return before.crossSafe !== null && height(after.crossSafe) < height(before.crossSafe)
}

/** The doubt may have been cleared while the command was on its way; then it was there when it was sent. */
function notDoubted({ pending }: FollowerContext): string | null {
  return pending?.because === 'withdrawal' ? null : 'cross-safe went down without a withdrawal'
}

function height(block: { readonly number: number } | null | undefined): number {
  return block?.number ?? -1
}
