import * as Result from 'effect/Result'
import * as Schema from 'effect/Schema'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { headerFromJson, headerJsonSchema } from '../../src/adapters/json-rpc/header-json.ts'
import { receiptFromJson, receiptJsonSchema } from '../../src/adapters/json-rpc/receipt-json.ts'
import { transactionFromJson } from '../../src/adapters/json-rpc/transaction-json.ts'
import { blockToJson, receiptsToJson } from '../../src/adapters/memory/l1-json.ts'
import { type Header, type SealedHeader, seal } from '../../src/derive/header.ts'
import type { Receipt } from '../../src/derive/receipt.ts'
import { receiptsRoot } from '../../src/derive/roots.ts'
import { encodeTransaction } from '../../src/derive/transaction/encode-transaction.ts'
import { toHex } from '../../src/wire/hex.ts'
import { anyTransaction } from '../derive/support/any-transaction.ts'
import { anyHeader, anyReceipt } from '../derive/support/arbitraries.ts'
import { hostileJson } from '../support/hostile-json.ts'
import { transactionToJson } from '../support/transaction-json.ts'

const readHeader = Schema.decodeUnknownResult(headerJsonSchema)
const readReceipt = Schema.decodeUnknownResult(receiptJsonSchema)

const onL1 = anyReceipt.filter(({ type }) => type !== 0x7e)
const inBlocks = anyTransaction.filter(({ type }) => type !== 0x7d)

describe('what a client writes', () => {
  test('of a header is that header, with the hash', () => {
    fc.assert(
      fc.property(anyHeader, (header) => {
        expect(headerFromJson(Result.getOrThrow(readHeader(headerJson(header))))).toEqual(seal(header))
      }),
    )
  })

  test('of what a fork has not brought yet is nothing, or null', () => {
    fc.assert(
      fc.property(anyHeader, (header) => {
        const later = { baseFeePerGas: null, withdrawalsRoot: null, requestsHash: null }
        const json = { ...later, ...headerJson(header) }
        expect(headerFromJson(Result.getOrThrow(readHeader(json)))).toEqual(seal(header))
      }),
    )
  })

  test('of a receipt is that receipt, of whatever type', () => {
    fc.assert(
      fc.property(onL1, (receipt) => {
        expect(receiptFromJson(Result.getOrThrow(readReceipt(receiptJson(receipt))))).toEqual(receipt)
      }),
    )
  })

  test('of the receipt of a deposit has what OP adds', () => {
    const json = {
      ...(receiptJson(fc.sample(onL1, 1)[0]!) as object),
      type: '0x7e',
      depositNonce: '0xffffffffffffffff',
      depositReceiptVersion: '0x1',
    }
    expect(receiptFromJson(Result.getOrThrow(readReceipt(json)))).toMatchObject({
      type: 0x7e,
      depositNonce: 2n ** 64n - 1n,
      depositReceiptVersion: 1n,
    })
  })

  test('of a transaction becomes its bytes again', () => {
    fc.assert(
      fc.property(inBlocks, (transaction) => {
        expect(transactionFromJson(transactionToJson(transaction))).toEqual({
          kind: 'ok',
          value: transaction,
        })
      }),
    )
  })

  test('of its signature is v, or the parity of y, or both', () => {
    fc.assert(
      fc.property(
        inBlocks.filter(({ type }) => type > 0 && type < 5),
        fc.constantFrom('v', 'yParity'),
        (transaction, left) => {
          const { [left]: _left, ...json } = transactionToJson(transaction)
          expect(transactionFromJson(json)).toEqual({ kind: 'ok', value: transaction })
          const { v: _v, yParity: _y, ...unsigned } = json
          expect(transactionFromJson(unsigned)).toMatchObject({
            reason: expect.stringContaining('neither v nor yParity'),
          })
        },
      ),
    )
  })
})

describe('what nobody can turn into bytes', () => {
  test.each(['0x5', '0x7d', '0x7f', '0xff'])('is a transaction of type %s, which is named', (type) => {
    const json = { ...transactionToJson(fc.sample(inBlocks, 1)[0]!), type }
    expect(transactionFromJson(json)).toEqual({
      kind: 'malformed',
      reason: `of type ${type}, whose JSON is not known`,
    })
  })

  test('is a receipt of a type that would be read as a list', () => {
    const json = { ...(receiptJson(fc.sample(onL1, 1)[0]!) as object), type: '0x80' }
    expect(Result.isFailure(readReceipt(json))).toBe(true)
  })

  test.each([
    ['gasLimit', '0x10000000000000000'],
    ['number', '0x20000000000000'],
    ['logsBloom', '0x00'],
    ['nonce', '0x00'],
    ['parentHash', '0x00'],
    ['blobGasUsed', '0x10000000000000000'],
  ])('is a header whose %s is %s', (field, put) => {
    const json = { ...headerJson(fc.sample(anyHeader, 1)[0]!), [field]: put }
    expect(Result.isFailure(readHeader(json))).toBe(true)
  })
})

describe('a hostile answer', () => {
  const numRuns = 2_000

  test('for a header is refused, or a header that can be hashed', () => {
    fc.assert(
      fc.property(hostileJson(anyHeader.map(headerJson)), (json) => {
        const read = readHeader(json)
        if (Result.isSuccess(read)) expect(seal(headerFromJson(read.success)).hash).toHaveLength(66)
      }),
      { numRuns },
    )
  })

  test('for a receipt is refused, or a receipt that a root can be made of', () => {
    fc.assert(
      fc.property(hostileJson(anyReceipt.map(receiptJson)), (json) => {
        const read = readReceipt(json)
        if (Result.isSuccess(read)) expect(receiptsRoot([receiptFromJson(read.success)])).toHaveLength(66)
      }),
      { numRuns },
    )
  })

  test('for a transaction is refused, or a transaction that has bytes', () => {
    fc.assert(
      fc.property(hostileJson(inBlocks.map(transactionToJson)), (json) => {
        const read = transactionFromJson(json)
        if (read.kind === 'ok') expect(toHex(encodeTransaction(read.value)).length).toBeGreaterThan(4)
        else expect(read.reason).not.toBe('')
      }),
      { numRuns },
    )
  })
})

function headerJson(header: Header): Record<string, unknown> {
  return blockToJson({ header: seal(header), receipts: [], transactionHashes: [] })
}

function receiptJson(receipt: Receipt): unknown {
  const header = { hash: `0x${'00'.repeat(32)}`, number: 1 } as SealedHeader
  return receiptsToJson({ header, receipts: [receipt], transactionHashes: [`0x${'00'.repeat(32)}`] })[0]
}
