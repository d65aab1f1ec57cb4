import type { BlockRef } from '../values.ts'
import type { Statement, Work } from './outcomes.ts'

/** Older blocks still owed after a gap, walked downwards by parent hashes. */
export interface Backlog {
  readonly next: Statement
  readonly downTo: number
}

/** What is owed once a new head is announced: a gap below it opens a backlog, another lineage ends one. */
export function backlogBelow(
  { number, parentHash, l1View }: Work,
  newest: BlockRef | null,
  current: Backlog | null,
  limitBlocks: number,
): Backlog | null {
  if (newest === null || parentHash === null) return null
  if (parentHash === newest.hash) return current
  const downTo = Math.max(newest.number + 1, number - limitBlocks)
  return stepTo({ number: number - 1, hash: parentHash, l1View }, downTo)
}

/** What is owed after an older block was announced. */
export function backlogAfter({ number, parentHash, l1View }: Work, { downTo }: Backlog): Backlog | null {
  return parentHash === null ? null : stepTo({ number: number - 1, hash: parentHash, l1View }, downTo)
}

function stepTo(next: Statement, downTo: number): Backlog | null {
  return next.number < downTo ? null : { next, downTo }
}
