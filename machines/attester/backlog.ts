import type { BlockRef, Hash } from '../values.ts'
import type { Statement, Work } from './outcomes.ts'

/** Older blocks still owed after a gap, walked downwards by parent hashes. */
export interface Backlog {
  readonly next: Statement
  readonly downTo: number
  /** What was owed when the gap opened. The walk must arrive at `onto`, or it came down another lineage. */
  readonly below: { readonly onto: Hash; readonly backlog: Backlog } | null
}

/** What is owed once a new head is announced: a gap below it comes first, another lineage ends what was owed. */
export function backlogBelow(
  { number, parentHash, l1View }: Work,
  newest: BlockRef | null,
  current: Backlog | null,
  limitBlocks: number,
): Backlog | null {
  if (newest === null || parentHash === null) return null
  if (parentHash === newest.hash) return current
  const gap = number - newest.number - 1
  if (gap < 1) return null
  const rest = current && highestOf(current, limitBlocks - gap)
  return {
    next: { number: number - 1, hash: parentHash, l1View },
    downTo: number - Math.min(gap, limitBlocks),
    below: rest && { onto: newest.hash, backlog: rest },
  }
}

/** What is owed after an older block was announced. */
export function backlogAfter({ number, parentHash, l1View }: Work, backlog: Backlog): Backlog | null {
  if (parentHash === null) return null
  if (number > backlog.downTo) return { ...backlog, next: { number: number - 1, hash: parentHash, l1View } }
  return backlog.below?.onto === parentHash ? backlog.below.backlog : null
}

export function owedBlocks({ next, downTo, below }: Backlog): number {
  return next.number - downTo + 1 + (below === null ? 0 : owedBlocks(below.backlog))
}

/** The highest of it, so many blocks at most. */
function highestOf(backlog: Backlog, limitBlocks: number): Backlog | null {
  const { next, downTo, below } = backlog
  if (limitBlocks < 1) return null
  const lowest = Math.max(downTo, next.number - limitBlocks + 1)
  const rest = below && highestOf(below.backlog, limitBlocks - (next.number - downTo + 1))
  return { next, downTo: lowest, below: below && rest && { onto: below.onto, backlog: rest } }
}
