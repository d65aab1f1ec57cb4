import type { L2BlockRef, SyncStatus } from '../ports/rollup-node.ts'

/** What `optimism_syncStatus` is made of: the rollup node's answer, and our own decision as whole references. */
export interface SyncStatusFacts {
  readonly node: SyncStatus
  readonly readAtMs: number
  readonly crossSafe: L2BlockRef
  readonly finalized: L2BlockRef
  /** Local-safe ends at cross-safe. */
  readonly capped: boolean
}

export type SyncStatusAnswer =
  | { readonly kind: 'fresh'; readonly status: SyncStatus }
  /** S6: nothing older than the limit is served. */
  | { readonly kind: 'stale'; readonly ageMs: number; readonly limitMs: number }
  | { readonly kind: 'unknown'; readonly detail: string }

/**
 * The node's own word for everything but `safe_l2` and `finalized_l2`, which are ours, and a capped
 * `local_safe_l2`. In what is served finalized ≤ safe ≤ local-safe ≤ unsafe, always: where these
 * heads do not fit together, an error is better than any of them.
 */
export function syncStatus(facts: SyncStatusFacts, nowMs: number, limitMs: number): SyncStatusAnswer {
  const { node, readAtMs, crossSafe, finalized, capped } = facts
  const ageMs = nowMs - readAtMs
  if (ageMs > limitMs) return { kind: 'stale', ageMs, limitMs }
  const ours = { ...node, safe_l2: crossSafe, finalized_l2: finalized }
  const misfit = outOfOrder(ours)
  if (misfit !== null) return unknown(misfit)
  return { kind: 'fresh', status: capped ? { ...ours, local_safe_l2: crossSafe } : ours }
}

export function unknown(detail: string): Extract<SyncStatusAnswer, { kind: 'unknown' }> {
  return { kind: 'unknown', detail }
}

const ascending = ['finalized_l2', 'safe_l2', 'local_safe_l2', 'unsafe_l2'] as const

/** The first two heads that cannot both be; null when all fit. */
function outOfOrder(status: SyncStatus): string | null {
  for (const [index, upper] of ascending.entries()) {
    const lower = ascending[index - 1]
    if (lower === undefined || isUnder(status[lower], status[upper])) continue
    return `${lower} ${named(status[lower])} does not fit under ${upper} ${named(status[upper])}`
  }
  return null
}

function isUnder(lower: L2BlockRef, upper: L2BlockRef): boolean {
  return lower.number < upper.number || (lower.number === upper.number && lower.hash === upper.hash)
}

function named({ number, hash }: L2BlockRef): string {
  return `${number} (${hash})`
}
