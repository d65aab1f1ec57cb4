import type { BlockRef, Hash, L1View } from '../../machines/values.ts'
import type { LinkedBlock } from './chain-reader.ts'
import type { Answer } from './trouble.ts'

export interface L1BlockRef extends L1View {
  readonly parentHash: Hash
  readonly timestamp: number
}

export interface L2BlockRef extends LinkedBlock {
  readonly timestamp: number
  readonly l1origin: L1View
  readonly sequenceNumber: number
}

/** `optimism_syncStatus` as op-node answers it (op-service/eth/sync_status.go); unknown fields are dropped. */
export interface SyncStatus {
  readonly current_l1: L1BlockRef
  readonly head_l1: L1BlockRef
  readonly safe_l1: L1BlockRef
  readonly finalized_l1: L1BlockRef
  readonly unsafe_l2: L2BlockRef
  /** Local-safe on a node that only derives, cross-safe on one that verifies. */
  readonly safe_l2: L2BlockRef
  readonly finalized_l2: L2BlockRef
  readonly local_safe_l2: L2BlockRef
}

export interface RollupNodePort {
  /** For messages and logs: the address without credentials. */
  readonly name: string
  readonly syncStatus: (signal: AbortSignal) => Promise<Answer<SyncStatus>>
  /** True when the node answers `supernode_syncStatus`, that is, when its `safe_l2` is verified. */
  readonly verifies: (signal: AbortSignal) => Promise<Answer<boolean>>
  /** The node's block at a height, from `optimism_outputAtBlock`; null when it has none. */
  readonly blockAt: (number: number, signal: AbortSignal) => Promise<Answer<L2BlockRef | null>>
}

const zeroHash: Hash = `0x${'00'.repeat(32)}`

/**
 * A node that starts or resets names heads by zero hashes. Such a head is absent, whatever its
 * height says; and height zero with a hash is present.
 */
export function isAbsent({ hash }: BlockRef): boolean {
  return hash === zeroHash
}
