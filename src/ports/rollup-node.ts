import type { BlockRef, Hash } from '../../machines/values.ts'
import type { L2BlockRef, SyncStatus } from '../wire/sync-status.ts'
import type { Answer } from './trouble.ts'

export type { L1BlockRef, L2BlockRef, SyncStatus } from '../wire/sync-status.ts'

export interface RollupNodePort {
  /** For messages and logs: the address without credentials. */
  readonly name: string
  readonly syncStatus: (signal: AbortSignal) => Promise<Answer<SyncStatus>>
  /** True when the node answers `supernode_syncStatus`, that is, when its `safe_l2` is verified. */
  readonly verifies: (signal: AbortSignal) => Promise<Answer<boolean>>
  /** The node's block at a height, from `optimism_outputAtBlock`; null when it has none. */
  readonly blockAt: (number: number, signal: AbortSignal) => Promise<Answer<L2BlockRef | null>>
  /** The timestamp from which on interop is active, from `optimism_rollupConfig`; null when none is set. */
  readonly interopTime: (signal: AbortSignal) => Promise<Answer<number | null>>
  /** Any call as it is. An error of the node's own is an answer too, and no trouble. */
  readonly passOn: (
    method: string,
    params: readonly unknown[],
    signal: AbortSignal,
  ) => Promise<Answer<PassedAnswer>>
}

/** What a node answered to a call that was passed on; nothing of it is decoded but what JSON-RPC itself says. */
export type PassedAnswer =
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: PassedError }

export interface PassedError {
  readonly code: number
  readonly message: string
  readonly data?: unknown
}

const zeroHash: Hash = `0x${'00'.repeat(32)}`

/**
 * A node that starts or resets names heads by zero hashes. Such a head is absent, whatever its
 * height says; and height zero with a hash is present.
 */
export function isAbsent({ hash }: BlockRef): boolean {
  return hash === zeroHash
}
