import fc from 'fast-check'
import { numberToHex, serializeTransaction, type TransactionSerializable } from 'viem'
import { describe, expect, it } from 'vitest'
import { encodeDeposit } from '../../src/derive/deposit.ts'
import { decodeTransaction } from '../../src/derive/transaction/decode-transaction.ts'
import { encodeTransaction } from '../../src/derive/transaction/encode-transaction.ts'
import type {
  Authorization,
  LegacyTransaction,
  Transaction,
} from '../../src/derive/transaction/transaction.ts'
import { fromHex, toHex } from '../../src/wire/hex.ts'
import { refusal } from '../wire/refusal.ts'
import { anyTransaction } from './support/any-transaction.ts'
import { anyFlip, flipByte } from './support/flip.ts'
import { rawList, withItem } from './support/raw-rlp.ts'
import { deposit, transactions } from './support/samples.ts'

type Signed = (typeof transactions)['legacy' | 'access list' | 'fee market' | 'blob' | 'set code']

const signature = words(transactions.legacy.r, transactions.legacy.s)

describe('a transaction', () => {
  it.each(['access list', 'fee market', 'blob', 'set code'] as const)(
    '(%s) is written as viem writes it',
    (kind) => {
      expect(toHex(encodeTransaction(transactions[kind]))).toBe(
        serializeTransaction(forViem(transactions[kind]), { ...signature, yParity: 1 }),
      )
    },
  )

  it('of the legacy type holds the chain id in its v, and has no type in front', () => {
    const legacy = { ...transactions.legacy, v: 901n * 2n + 35n }
    const sameForViem = { ...forViem(legacy), chainId: 901 } as TransactionSerializable
    expect(toHex(encodeTransaction(legacy))).toBe(
      serializeTransaction(sameForViem, { ...signature, v: legacy.v }),
    )
  })

  it('of the protocol is carried with whatever is in it', () => {
    expect(toHex(encodeTransaction(transactions['post-exec']))).toBe('0x7dc180')
    const senseless = decodeTransaction(fromHex('0x7d00ff'))
    expect(senseless).toEqual({ kind: 'ok', value: { type: 0x7d, data: Uint8Array.of(0x00, 0xff) } })
  })

  it('that is a deposit is written as one', () => {
    expect(encodeTransaction(transactions.deposit)).toEqual(encodeDeposit(deposit))
  })

  it('comes back as it went, whatever its type', () => {
    fc.assert(
      fc.property(anyTransaction, (any) => {
        expect(decodeTransaction(encodeTransaction(any))).toEqual({ kind: 'ok', value: any })
      }),
      { numRuns: 500 },
    )
  })

  it('is refused when a byte is changed, or is another', () => {
    fc.assert(
      fc.property(anyTransaction, anyFlip, (any, flip) => {
        const read = decodeTransaction(flipByte(encodeTransaction(any), flip))
        expect(read).not.toEqual({ kind: 'ok', value: any })
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['nothing', '0x', /without bytes/],
    ['a type and nothing else', '0x02', /ends before/],
    ['the type of the protocol and nothing else', '0x7d', /without data/],
    ['type zero in front of a list', '0x00c0', /unknown type 0/],
    ['of a type that we do not know', '0x05c0', /unknown type 5/],
    ['a string', '0x83010203', /unknown type 131/],
    ['an empty list', '0xc0', /ends before nonce/],
  ] as const)('is refused when it is %s', (_, bytes, reason) => {
    expect(decodeTransaction(fromHex(bytes))).toEqual(refusal(reason))
  })

  it('is refused when it comes with its blobs, as it is gossiped and not as a block holds it', () => {
    const withBlobs = rawList([listIn(transactions.blob), empty, empty, empty])
    expect(decodeTransaction(Uint8Array.of(3, ...withBlobs))).toEqual(refusal(/ends before/))
  })

  it.each(['blob', 'set code'] as const)('(%s) cannot create a contract', (kind) => {
    const creation = { ...transactions['fee market'], to: null }
    expect(decodeTransaction(encodeTransaction(creation))).toEqual({ kind: 'ok', value: creation })
    const list = withItem(listIn(transactions[kind]), 5, Uint8Array.of(0x80))
    expect(decodeTransaction(Uint8Array.of(transactions[kind].type, ...list))).toEqual(
      refusal(/^to: 0 bytes instead of 20/),
    )
  })
})

/** The empty list. */
const empty = Uint8Array.of(0xc0)

/** What stands behind the type. */
function listIn(transaction: Transaction): Uint8Array {
  return encodeTransaction(transaction).subarray(1)
}

/** The same fields as viem wants them. */
function forViem(transaction: Signed | LegacyTransaction): TransactionSerializable {
  const { v: _, r: __, s: ___, type: ____, ...fields } = transaction
  return {
    ...fields,
    nonce: Number(transaction.nonce),
    data: toHex(transaction.data),
    ...('chainId' in transaction && { chainId: Number(transaction.chainId) }),
    ...('authorizationList' in transaction && {
      authorizationList: transaction.authorizationList.map(authorizationForViem),
    }),
  } as TransactionSerializable
}

function authorizationForViem({ chainId, nonce, yParity, r, s, ...rest }: Authorization) {
  return { ...rest, chainId: Number(chainId), nonce: Number(nonce), yParity: Number(yParity), ...words(r, s) }
}

function words(r: bigint, s: bigint) {
  return { r: numberToHex(r, { size: 32 }), s: numberToHex(s, { size: 32 }) }
}
