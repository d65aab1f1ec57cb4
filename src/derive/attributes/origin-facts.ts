import type { SealedHeader } from '../header.ts'
import type { Receipt } from '../receipt.ts'

/** What L1 says of the origin that a block names. */
export interface OriginFacts {
  readonly header: SealedHeader
  /** In order; null where the origin is the parent's too, since only the first block of an epoch takes anything from them. */
  readonly receipts: readonly Receipt[] | null
  /** The L1 block on top of the origin, where it was asked for and is there. */
  readonly next: SealedHeader | null
}
