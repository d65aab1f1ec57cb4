import { type BlockRef, sameBlock } from '../values.ts'
import type { FollowerContext } from './context.ts'
import { isAttested } from './trust.ts'

/**
 * Where the attested chain leaves ours, as far as examinations have told. Two chains that part stay
 * parted: below a block that is ours all are, above one that differs all differ. So the lowest
 * height that differs is found by examining, the middle of what is left each time.
 */

/**
 * Attested blocks that were examined and are not ours, ascending. What lies between the lowest and
 * the highest of them differs as well, so the blocks of those two heights are all that is kept.
 */
export type Parting = readonly BlockRef[]

export function withDiffering(parting: Parting, block: BlockRef): Parting {
  const known = [...parting, block].sort((a, b) => a.number - b.number)
  const [lowest, highest] = [known.at(0)?.number, known.at(-1)?.number]
  return known.filter(({ number }) => number === lowest || number === highest)
}

/**
 * Which of the blocks that may be examined, highest first, tells most: the highest; once one differs,
 * what is new far enough above, else the middle of those below, else the block right above the
 * cross-safe head, where the examination ends the search.
 */
export function nextToExamine(context: FollowerContext, examinable: readonly BlockRef[]): BlockRef | null {
  const parting = standingParting(context)
  const [lowest, highest] = [parting.at(0), parting.at(-1)]
  if (lowest === undefined || highest === undefined) return examinable[0] ?? null
  const unknown = examinable.filter((block) => !parting.some((known) => sameBlock(known, block)))
  return (
    unknown.find((block) => isNews(context, block, highest)) ??
    middle(unknown.filter(({ number }) => number <= lowest.number)) ??
    examinable.find((block) => isRightAbove(context, block)) ??
    null
  )
}

/** The lowest block known to differ, when what would tell more between it and the cross-safe head is missing. */
export function endOfGap(context: FollowerContext): BlockRef | null {
  const [lowest] = standingParting(context)
  return lowest === undefined || isRightAbove(context, lowest) ? null : lowest
}

export function isRightAbove({ crossSafe }: FollowerContext, { number }: BlockRef): boolean {
  return crossSafe !== null && number === crossSafe.number + 1
}

/** A difference is forgotten with the statements that named it. */
function standingParting(context: FollowerContext): Parting {
  return context.parting.filter((block) => isAttested(context, block))
}

/**
 * An attested block above all that differ may be ours after all, when somebody changed his mind. It is
 * looked at as soon as it stands twice as far above the cross-safe head as the last one: however long
 * the doubt lasts, such looks become rare enough to let every other wait come to its end.
 */
function isNews({ crossSafe }: FollowerContext, { number }: BlockRef, highest: BlockRef): boolean {
  const base = crossSafe?.number ?? 0
  return number === highest.number || number - base >= 2 * (highest.number - base)
}

function middle(blocks: readonly BlockRef[]): BlockRef | undefined {
  return blocks[Math.floor(blocks.length / 2)]
}
