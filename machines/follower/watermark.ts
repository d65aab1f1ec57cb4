import type { FollowerContext } from './context.ts'

/**
 * Tier T2: our chain is rebuilt from L1 as it is derived, block by block, and the watermark says how far.
 * Blocks above it are not promoted, those at or below it in one step, however many they are.
 */

/** Up to here a block may be promoted once it is attested: it is derived and, with the check on, rebuilt. */
export function checkedUpTo(context: FollowerContext): number {
  return Math.min(context.derivation.tip?.number ?? -1, rebuiltUpTo(context))
}

/** Nothing counts while the L1 block under it is gone; everything does with the check off. */
export function rebuiltUpTo(context: FollowerContext): number {
  const { enabled, watermark } = context.consolidation
  if (!enabled) return Number.POSITIVE_INFINITY
  return watermark === null || originIsOrphaned(context) ? -1 : watermark.block.number
}

export function originIsOrphaned({ consolidation, l1 }: FollowerContext): boolean {
  const origin = consolidation.watermark?.origin ?? null
  return origin !== null && l1.views[origin.hash] === 'orphaned'
}
