import type { ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import type { Receipt } from '../receipt.ts'
import type { Epoch } from './epoch.ts'
import type { OriginFacts } from './origin-facts.ts'

/** What a block is made of, its origin found to be one that it may have. */
export interface BlockFacts {
  readonly parent: ExecutionPayloadEnvelope
  readonly origin: OriginFacts
  readonly epoch: Epoch
  /** Of the block. */
  readonly time: number
}

/** What L1 brings in this block: the receipts of its origin in the first block of an epoch, nothing in the others. */
export function broughtReceipts({ origin, epoch }: BlockFacts): readonly Receipt[] {
  if (epoch.sequenceNumber > 0) return []
  if (origin.receipts === null) {
    throw new TypeError(`the first block of an epoch needs the receipts of L1 block ${origin.header.number}`)
  }
  return origin.receipts
}
