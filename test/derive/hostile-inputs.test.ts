import { describe, it } from 'vitest'
import { decodeDeposit, encodeDeposit } from '../../src/derive/deposit.ts'
import { decodeHeader, encodeHeader } from '../../src/derive/header.ts'
import { decodeReceipt, encodeReceipt } from '../../src/derive/receipt.ts'
import { encodeRlp } from '../../src/derive/rlp/encode-rlp.ts'
import { decodeRlp } from '../../src/derive/rlp.ts'
import { decodeTransaction } from '../../src/derive/transaction/decode-transaction.ts'
import { encodeTransaction } from '../../src/derive/transaction/encode-transaction.ts'
import type { Decoded } from '../../src/wire/decoded.ts'
import { attack, attackDeadlineMs, expectSameBytes, seed } from '../wire/attack.ts'
import { mutate } from '../wire/mutate.ts'
import type { Random } from '../wire/random.ts'
import { deposit, depositReceipt, header, receipt, transactions } from './support/samples.ts'

/** Of each of the five codecs: a million together. */
const inputs = 200_000
const timeout = attackDeadlineMs

/** How often what was accepted is written again: writing costs more than reading. */
const rewriteEvery = 16

/** The first bytes around which an RLP decoder changes its mind. */
const prefixes = [0x00, 0x7f, 0x80, 0x81, 0xb7, 0xb8, 0xbf, 0xc0, 0xc1, 0xf7, 0xf8, 0xff]

const headers = [encodeHeader(header)]
const receipts = [receipt, depositReceipt, { ...receipt, type: 0 }].map(encodeReceipt)
const deposits = [deposit, { ...deposit, to: null, mint: 0n }].map(encodeDeposit)
const everyTransaction = Object.values(transactions).map(encodeTransaction)

describe(`hostile inputs, seed ${seed}`, () => {
  it('never break RLP', { timeout }, () => {
    tryAll([...headers, ...receipts, ...everyTransaction], decodeRlp, encodeRlp)
  })

  it('never break the codec of headers', { timeout }, () => {
    tryAll(headers, decodeHeader, encodeHeader)
  })

  it('never break the codec of receipts', { timeout }, () => {
    tryAll(receipts, decodeReceipt, encodeReceipt)
  })

  it('never break the codec of deposits', { timeout }, () => {
    tryAll(deposits, decodeDeposit, encodeDeposit)
  })

  it('never break the codec of transactions', { timeout }, () => {
    tryAll(everyTransaction, decodeTransaction, encodeTransaction)
  })
})

/** Whatever is accepted has this one encoding. */
function tryAll<T>(
  valid: readonly Uint8Array[],
  decode: (bytes: Uint8Array) => Decoded<T>,
  encode: (value: T) => Uint8Array,
): void {
  attack(inputs, (random, i) => {
    const input = hostile(valid[random.below(valid.length)]!, random)
    const decoded = decode(input)
    if (decoded.kind === 'ok' && i % rewriteEvery === 0) expectSameBytes(encode(decoded.value), input)
    return decoded
  })
}

/** Half of the changes are those that an attacker of any codec makes, half are lies of a prefix. */
function hostile(valid: Uint8Array, random: Random): Uint8Array {
  if (random.below(2) === 0) return mutate(valid, random)
  const lie = prefixes[random.below(prefixes.length)]!
  return Uint8Array.from(valid).with(random.below(valid.length), lie)
}
