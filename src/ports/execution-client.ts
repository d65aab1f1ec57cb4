import type { BlockRef, Hash } from '../../machines/values.ts'
import type { ExecutionPayloadEnvelope } from '../wire/payload.ts'
import type { Answer } from './trouble.ts'

export interface ForkchoiceState {
  readonly headBlockHash: Hash
  readonly safeBlockHash: Hash
  readonly finalizedBlockHash: Hash
}

export interface BlockHeader extends BlockRef {
  readonly parentHash: Hash
  readonly timestamp: number
}

export type BlockSelector =
  | { readonly tag: 'latest' | 'safe' | 'finalized' | 'earliest' }
  | { readonly number: number }
  | { readonly hash: Hash }

/** `payloadStatus` of the Engine API. Only VALID counts as success; ACCEPTED is not taken for it. */
export interface PayloadStatus {
  readonly status: 'VALID' | 'INVALID' | 'SYNCING' | 'ACCEPTED' | 'INVALID_BLOCK_HASH'
  readonly latestValidHash: Hash | null
  readonly validationError: string | null
}

export interface ForkchoiceResult {
  readonly payloadStatus: PayloadStatus
  readonly payloadId: string | null
}

/** Attributes are passed on as the caller gave them: their shape belongs to the fork, not to us. */
export type PayloadAttributes = Readonly<Record<string, unknown>>

/**
 * One execution client. Every call carries a fresh JWT and is tried once: retrying is the
 * machine's decision. A JSON-RPC error is `refused` with its code.
 */
export interface ExecutionClientPort {
  readonly name: string
  readonly forkchoiceUpdated: (
    state: ForkchoiceState,
    attributes: PayloadAttributes | null,
    signal: AbortSignal,
  ) => Promise<Answer<ForkchoiceResult>>
  /** The method version follows the envelope's version (facts of the Engine API: V3 Ecotone, V4 Isthmus). */
  readonly newPayload: (
    envelope: ExecutionPayloadEnvelope,
    signal: AbortSignal,
  ) => Promise<Answer<PayloadStatus>>
  readonly getPayload: (
    payloadId: string,
    version: 3 | 4,
    signal: AbortSignal,
  ) => Promise<Answer<ExecutionPayloadEnvelope>>
  readonly block: (selector: BlockSelector, signal: AbortSignal) => Promise<Answer<BlockHeader | null>>
  /** A whole block as an envelope, for the attester's block topic; null when the client lacks it. */
  readonly payload: (hash: Hash, signal: AbortSignal) => Promise<Answer<ExecutionPayloadEnvelope | null>>
}
