import { seal } from '../../src/derive/header.ts'
import { receiptsRoot } from '../../src/derive/roots.ts'
import type { WholeL1Block } from './window.ts'

/** That a header has its hash, and receipts the root that it names. */
export function verifyOrigin({ header, receipts }: WholeL1Block): void {
  if (seal(header).hash !== header.hash) throw new Error(`L1 block ${header.number} has another hash`)
  if (receiptsRoot(receipts) !== header.receiptsRoot)
    throw new Error(`L1 block ${header.number} has other receipts`)
}
