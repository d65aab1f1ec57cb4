import type { L1BlockRef, L2BlockRef, SyncStatus } from '../../ports/rollup-node.ts'

export interface L1Heads {
  readonly latest: L1BlockRef
  readonly safe: L1BlockRef
  readonly finalized: L1BlockRef
}

export interface L2Heads {
  readonly unsafe: L2BlockRef
  readonly localSafe: L2BlockRef
  /** Cross-safe on the node that verifies, local-safe on one that only derives. */
  readonly safe: L2BlockRef
  readonly finalized: L2BlockRef
}

/** What `optimism_syncStatus` answers. */
export function syncStatus(l1: L1Heads, currentL1: L1BlockRef, l2: L2Heads): SyncStatus {
  return {
    current_l1: currentL1,
    head_l1: l1.latest,
    safe_l1: l1.safe,
    finalized_l1: l1.finalized,
    unsafe_l2: l2.unsafe,
    local_safe_l2: l2.localSafe,
    safe_l2: l2.safe,
    finalized_l2: l2.finalized,
  }
}
