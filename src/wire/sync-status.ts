import * as Result from 'effect/Result'
import * as Schema from 'effect/Schema'
import * as SchemaTransformation from 'effect/SchemaTransformation'
import type { BlockRef, Hash, L1View } from '../../machines/values.ts'
import { type Decoded, malformed, ok } from './decoded.ts'

export interface L1BlockRef extends L1View {
  readonly parentHash: Hash
  readonly timestamp: number
}

export interface L2BlockRef extends BlockRef {
  readonly parentHash: Hash
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

/** A `optimism_syncStatus` result, as parsed JSON. Numbers are decimal there, unlike in Ethereum's own RPC. */
export function decodeSyncStatus(json: unknown): Decoded<SyncStatus> {
  const decoded = decode(json)
  return Result.isSuccess(decoded) ? ok(decoded.success) : malformed(oneLine(decoded.failure.message))
}

/**
 * With the fields that our {@link SyncStatus} has no use for and readers in the field still want:
 * op-batcher reads `pending_safe_l2`, and older kona nodes refuse an answer
 * without `cross_unsafe_l2` or `current_l1_finalized`.
 */
export function encodeSyncStatus(status: SyncStatus): SyncStatus & FieldsForOldReaders {
  return {
    ...status,
    current_l1_finalized: status.finalized_l1,
    pending_safe_l2: status.local_safe_l2,
    cross_unsafe_l2: status.unsafe_l2,
  }
}

interface FieldsForOldReaders {
  readonly current_l1_finalized: SyncStatus['finalized_l1']
  readonly pending_safe_l2: L2BlockRef
  readonly cross_unsafe_l2: L2BlockRef
}

const uint = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

/** Lower case whatever came, because hashes are compared as strings. */
const hash = Schema.String.check(
  Schema.isPattern(/^0x[0-9a-fA-F]{64}$/, { expected: '32 bytes of hex' }),
).pipe(
  Schema.decodeTo(Schema.String, SchemaTransformation.toLowerCase()),
  Schema.decodeTo(Schema.TemplateLiteral(['0x', Schema.String])),
)

const blockId = Schema.Struct({ number: uint, hash })

const l1Block = Schema.Struct({ ...blockId.fields, parentHash: hash, timestamp: uint })

/** An `L2BlockRef` of op-node's RPC, as `optimism_outputAtBlock` has one too. */
export const l2Block = Schema.Struct({ ...l1Block.fields, l1origin: blockId, sequenceNumber: uint })

const decode = Schema.decodeUnknownResult(
  Schema.Struct({
    current_l1: l1Block,
    head_l1: l1Block,
    safe_l1: l1Block,
    finalized_l1: l1Block,
    unsafe_l2: l2Block,
    safe_l2: l2Block,
    finalized_l2: l2Block,
    local_safe_l2: l2Block,
  }),
)

function oneLine(message: string): string {
  return message.replace(/\s*\n\s*/g, ' ')
}
