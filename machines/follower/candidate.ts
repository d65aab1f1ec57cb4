import { type BlockRef, blockOf, sameBlock } from '../values.ts'
import type { FollowerContext } from './context.ts'
import { nextToExamine } from './parting.ts'
import { attestedBlocks } from './trust.ts'
import { checkedUpTo } from './watermark.ts'

/** So many blocks may be set aside before everything waits for the recheck, or for a new statement. */
export const heldTargetsLimit = 64

/**
 * The block to examine next: the highest attested one that is derived, rebuilt, and not held. Promoting
 * it covers all its ancestors, so any backlog clears in one step. Once one of them was seen to
 * differ, whichever tells most about where. When the derivation names another hash for the
 * cross-safe head itself, that head is examined first.
 */
export function candidate(context: FollowerContext): BlockRef | null {
  if (crossSafeIsDoubted(context)) return doubtedHead(context)
  const ceiling = checkedUpTo(context)
  const floor = foreignSafeNumber(context)
  const examinable = attestedBlocks(context).filter(
    (block) => block.number <= ceiling && block.number >= floor && !isHeld(context, block),
  )
  return nextToExamine(context, examinable)
}

function doubtedHead(context: FollowerContext): BlockRef | null {
  const { crossSafe } = context
  return crossSafe === null || isHeld(context, crossSafe) ? null : blockOf(crossSafe)
}

/** The lowest attested block that waits to be derived, or to be rebuilt. */
export function attestedAhead(context: FollowerContext): BlockRef | null {
  const ceiling = checkedUpTo(context)
  return attestedBlocks(context).findLast((block) => block.number > ceiling) ?? null
}

/** Another hash is derived at the cross-safe height: S2 withdraws it, but only after a second look. */
export function crossSafeIsDoubted({ crossSafe, derivation }: FollowerContext): boolean {
  return crossSafe !== null && derivation.atCrossSafe !== null && derivation.atCrossSafe !== crossSafe.hash
}

/**
 * The height of a `safe` that somebody else set above ours, or -1. We never lower it and
 * never fight over it: once an attested block reaches it, promotion goes on from there.
 */
export function foreignSafeNumber(context: FollowerContext): number {
  const safe = context.engine.labels?.safe ?? null
  if (safe === null || context.crossSafe === null) return -1
  if (sameBlock(safe, context.crossSafe) || sameBlock(safe, context.pending?.safe ?? null)) return -1
  return safe.number >= context.crossSafe.number || !context.engine.safeIsOurs ? safe.number : -1
}

function isHeld({ hold }: FollowerContext, block: BlockRef): boolean {
  if (hold === null) return false
  return hold.targets.length >= heldTargetsLimit || hold.targets.some((target) => sameBlock(target, block))
}
