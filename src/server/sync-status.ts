import type { L2BlockRef, SyncStatus } from '../ports/rollup-node.ts'

/** What `optimism_syncStatus` is made of: the rollup node's answer, and our own decision as whole references. */
export interface SyncStatusFacts {
  readonly node: SyncStatus
  readonly readAtMs: number
  readonly crossSafe: L2BlockRef | null
  readonly finalized: L2BlockRef | null
}

export type SyncStatusAnswer =
  | { readonly kind: 'fresh'; readonly status: SyncStatus }
  /** S6: nothing older than the limit is served. */
  | { readonly kind: 'stale'; readonly ageMs: number; readonly limitMs: number }
  | { readonly kind: 'unknown'; readonly detail: string }

/**
 * The node's own word for everything but `safe_l2` and `finalized_l2`, which are ours. While the
 * node derives again below our cross-safe head there is no answer in which finalized ≤ safe ≤
 * local-safe holds, and an inconsistent one is worse than none.
 */
export function syncStatus(facts: SyncStatusFacts | null, nowMs: number, limitMs: number): SyncStatusAnswer {
  if (facts === null) return unknown('no rollup node has answered yet')
  const { node, crossSafe, finalized } = facts
  const ageMs = nowMs - facts.readAtMs
  if (ageMs > limitMs) return { kind: 'stale', ageMs, limitMs }
  if (crossSafe === null || finalized === null) return unknown('nothing is promoted yet')
  if (node.local_safe_l2.number < crossSafe.number) {
    return unknown(
      `the rollup node derives again at ${node.local_safe_l2.number}, below cross-safe ${crossSafe.number}`,
    )
  }
  return { kind: 'fresh', status: { ...node, safe_l2: crossSafe, finalized_l2: finalized } }
}

function unknown(detail: string): SyncStatusAnswer {
  return { kind: 'unknown', detail }
}
