import { type BlockRef, sameBlock } from '../values.ts'
import type { FollowerContext } from './context.ts'
import type { ExamineOutcome } from './outcomes.ts'
import { statementsFor } from './trust.ts'

/** Another block is derived where the cross-safe head was: what of L1 explains it, so that it is withdrawn (S3). */

type Difference = Extract<ExamineOutcome, { kind: 'differs' }>

/**
 * Nothing contradicts our new block: each L1 view that the promoted one rested on was reorged away, or it had
 * none. Where its very L1 origin is gone, it is enough that none of them is canonical.
 */
export function isExplained(context: FollowerContext, target: BlockRef, outcome: Difference): boolean {
  const promoted = context.promotions.findLast((promotion) => sameBlock(promotion, target))
  const rested = [...statementsFor(context, target), ...(promoted === undefined ? [] : [promoted])]
  const known = { ...context.l1.views, ...outcome.views }
  const statuses = rested.flatMap(({ l1View }) => (l1View === null ? [] : [known[l1View.hash]]))
  return outcome.origin?.status === 'orphaned'
    ? !statuses.includes('canonical')
    : statuses.every((status) => status === 'orphaned')
}

/** Its origin or its batch: a block is derived from both, and either may lie on the L1 chain that is gone. */
export function explanation({ origin }: Difference): string {
  if (origin === undefined || origin.status === 'ahead')
    return 'the L1 view it was promoted under no longer stands'
  const { block, status } = origin
  return status === 'orphaned'
    ? `its L1 origin ${block.number} ${block.hash} was reorged away`
    : `its L1 origin ${block.number} ${block.hash} stands, and the L1 block with its batch was reorged away`
}
