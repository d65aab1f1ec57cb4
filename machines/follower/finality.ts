import { type BlockRef, blockOf } from '../values.ts'
import { crossSafeIsDoubted } from './candidate.ts'
import type { FollowerContext } from './context.ts'
import type { Promotion } from './facts.ts'

/**
 * The highest promoted head whose attested L1 view is canonical and finalized on L1, and
 * which the node itself has finalized. Cross-safety rests on other chains' L1 data too,
 * so the node's own finality alone is not enough (design §2). A promotion that the derivation
 * no longer names, or not again yet, is not finalized; the block `derivedNow` was just examined.
 */
export function justifiedFinalized(
  context: FollowerContext,
  derivedNow: Promotion | null = null,
): BlockRef | null {
  const standing = context.promotions.filter((promotion) => stands(context, promotion))
  const finalizable = derivedNow === null ? standing : [...standing, derivedNow]
  const highest = finalizable.findLast((promotion) => isFinal(context, promotion)) ?? null
  if (highest === null || highest.number <= (context.finalized?.number ?? -1)) return context.finalized
  return blockOf(highest)
}

function stands(context: FollowerContext, { number }: Promotion): boolean {
  return !crossSafeIsDoubted(context) && number <= (context.derivation.standing?.number ?? -1)
}

function isFinal({ l1, derivation }: FollowerContext, { number, l1View }: Promotion): boolean {
  if (l1View === null || l1.finalized === null || derivation.finalized === null) return false
  return (
    number <= derivation.finalized.number &&
    l1View.number <= l1.finalized.number &&
    l1.views[l1View.hash] === 'canonical'
  )
}
