import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeReceipt, encodeReceipt } from '../../src/derive/receipt.ts'
import { receiptsRoot, transactionsRoot } from '../../src/derive/roots.ts'
import { decodeTransaction } from '../../src/derive/transaction/decode-transaction.ts'
import { encodeTransaction } from '../../src/derive/transaction/encode-transaction.ts'
import { straightforwardRoot } from '../wire/straightforward-trie.ts'
import { anyTransaction } from './support/any-transaction.ts'
import { anyCommittedReceipt, isCommitted } from './support/arbitraries.ts'
import { anyFlip, flipByte } from './support/flip.ts'
import { depositReceipt, receipt } from './support/samples.ts'

const emptyRoot = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421'
const someReceipts = fc.array(anyCommittedReceipt, { minLength: 1, maxLength: 20 })
const someTransactions = fc.array(anyTransaction, { minLength: 1, maxLength: 20 })

describe('the root of receipts', () => {
  it('is that of the trie over their encodings', () => {
    fc.assert(
      fc.property(someReceipts, (receipts) => {
        expect(receiptsRoot(receipts)).toBe(straightforwardRoot(receipts.map(encodeReceipt)))
      }),
    )
  })

  it('of none is that of the empty trie', () => {
    expect(receiptsRoot([])).toBe(emptyRoot)
  })

  it('is another when a byte of any receipt is', () => {
    fc.assert(
      fc.property(someReceipts, fc.nat(), anyFlip, (receipts, which, flip) => {
        const at = which % receipts.length
        const changed = decodeReceipt(flipByte(encodeReceipt(receipts[at]!), flip))
        fc.pre(changed.kind === 'ok' && isCommitted(changed.value))
        expect(receiptsRoot(receipts.with(at, changed.value))).not.toBe(receiptsRoot(receipts))
      }),
    )
  })

  it('is another when the order is', () => {
    const other = { ...receipt, succeeded: false }
    expect(receiptsRoot([receipt, other])).not.toBe(receiptsRoot([other, receipt]))
  })

  it('covers the nonce of a deposit since Canyon, and not before', () => {
    const { depositReceiptVersion: _, ...beforeCanyon } = depositReceipt
    const { depositNonce: __, ...beforeRegolith } = beforeCanyon
    expect(receiptsRoot([beforeCanyon])).toBe(receiptsRoot([beforeRegolith]))
    expect(receiptsRoot([depositReceipt])).not.toBe(receiptsRoot([{ ...depositReceipt, depositNonce: 1n }]))
  })
})

describe('the root of transactions', () => {
  it('is that of the trie over them', () => {
    fc.assert(
      fc.property(someTransactions, (transactions) => {
        const raw = transactions.map(encodeTransaction)
        expect(transactionsRoot(raw)).toBe(straightforwardRoot(raw))
      }),
    )
  })

  it('of none is that of the empty trie', () => {
    expect(transactionsRoot([])).toBe(emptyRoot)
  })

  it('is another when a byte of any transaction is, read and written again', () => {
    fc.assert(
      fc.property(someTransactions, fc.nat(), anyFlip, (transactions, which, flip) => {
        const raw = transactions.map(encodeTransaction)
        const at = which % raw.length
        const changed = decodeTransaction(flipByte(raw[at]!, flip))
        fc.pre(changed.kind === 'ok')
        expect(transactionsRoot(raw.with(at, encodeTransaction(changed.value)))).not.toBe(
          transactionsRoot(raw),
        )
      }),
    )
  })
})
