import type { SealedHeader } from '../../derive/header.ts'
import type { Receipt } from '../../derive/receipt.ts'
import type { LinkedBlock } from '../../ports/chain-reader.ts'
import { createBoundedMap } from '../bounded-map.ts'

/** Of headers: an hour of mainnet. */
const limitHeaders = 300

/** Receipts are asked for once, when the first L2 block of their epoch comes; a few are kept for who asks again. */
const limitReceiptsBlocks = 8

/** What was read of L1: canonical headers by height, until L1 turns out to have another branch, and receipts by hash. */
export interface OriginCache {
  readonly canonicalAt: (number: number) => SealedHeader | null
  readonly keepHeader: (header: SealedHeader) => void
  readonly receiptsOf: (header: SealedHeader) => readonly Receipt[] | null
  readonly keepReceipts: (header: SealedHeader, receipts: readonly Receipt[]) => void
  /** A block that L1 calls canonical now. If it and what is kept cannot both be, all headers are let go. */
  readonly see: (block: LinkedBlock) => void
  readonly forgetHeaders: () => void
}

export function createOriginCache(): OriginCache {
  let headers = createBoundedMap<SealedHeader>(limitHeaders)
  const receipts = createBoundedMap<readonly Receipt[]>(limitReceiptsBlocks)
  const canonicalAt = (number: number) => headers.get(`${number}`) ?? null
  const forgetHeaders = () => {
    headers = createBoundedMap(limitHeaders)
  }
  const see = (block: LinkedBlock) => {
    if (contradicts(block, canonicalAt)) forgetHeaders()
  }
  return {
    canonicalAt,
    forgetHeaders,
    see,
    keepHeader: (header) => {
      see(header)
      headers.set(`${header.number}`, header)
    },
    receiptsOf: ({ hash }) => receipts.get(hash) ?? null,
    keepReceipts: ({ hash }, read) => receipts.set(hash, read),
  }
}

function contradicts(
  { number, hash, parentHash }: LinkedBlock,
  canonicalAt: OriginCache['canonicalAt'],
): boolean {
  const [same, below, above] = [canonicalAt(number), canonicalAt(number - 1), canonicalAt(number + 1)]
  if (same !== null && same.hash !== hash) return true
  return (below !== null && below.hash !== parentHash) || (above !== null && above.parentHash !== hash)
}
