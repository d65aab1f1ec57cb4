import type { L1View } from '../../machines/values.ts'
import type { SealedHeader } from '../derive/header.ts'
import type { Receipt } from '../derive/receipt.ts'
import type { Answer } from './trouble.ts'

/**
 * L1 blocks as origins of L2 blocks: contents proven against the header, headers against their hash,
 * unless the operator trusts the endpoints. An origin costs two calls however many blocks name it.
 */
export interface L1OriginsPort {
  readonly name: string
  /** The block of this height and hash, and whether it is canonical. */
  readonly origin: (block: L1View, signal: AbortSignal) => Promise<Answer<OriginLook>>
  /** All receipts of a block, in order. */
  readonly receipts: (header: SealedHeader, signal: AbortSignal) => Promise<Answer<readonly Receipt[]>>
  /** The canonical block on top of this one; null when there is none yet, or when this one is not canonical. */
  readonly next: (header: SealedHeader, signal: AbortSignal) => Promise<Answer<SealedHeader | null>>
}

export type OriginLook =
  | { readonly kind: 'canonical'; readonly header: SealedHeader }
  /** Our L1 has another block at that height. */
  | { readonly kind: 'orphaned'; readonly canonical: L1View }
  /** Our L1 is not that long yet. */
  | { readonly kind: 'ahead' }
