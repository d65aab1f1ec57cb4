import type { BlockRef } from '../values.ts'
import type { FollowerContext } from './context.ts'
import type { Promotion } from './facts.ts'

/**
 * The highest promoted head whose attested L1 view is canonical and finalized on L1, and
 * which the node itself has finalized. Cross-safety rests on other chains' L1 data too,
 * so the node's own finality alone is not enough (design §2).
 */
export function justifiedFinalized(
  context: FollowerContext,
  promotions = context.promotions,
): BlockRef | null {
  const finalizable = promotions.filter((promotion) => isFinal(context, promotion))
  const highest = finalizable.at(-1) ?? null
  if (highest === null || highest.number <= (context.finalized?.number ?? -1)) return context.finalized
  return { number: highest.number, hash: highest.hash }
}

function isFinal({ l1, derivation }: FollowerContext, { number, l1View }: Promotion): boolean {
  if (l1View === null || l1.finalized === null || derivation.finalized === null) return false
  return (
    number <= derivation.finalized.number &&
    l1View.number <= l1.finalized.number &&
    l1.views[l1View.hash] === 'canonical'
  )
}
