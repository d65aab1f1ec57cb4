import fc from 'fast-check'
import { concat, encodeAbiParameters, numberToHex, pad, toEventSelector } from 'viem'
import { describe, expect, it } from 'vitest'
import type { Deposit } from '../../src/derive/deposit.ts'
import { decodeDepositLog } from '../../src/derive/deposit-log.ts'
import type { Log } from '../../src/derive/receipt.ts'
import { userDepositSource } from '../../src/derive/source-hash.ts'
import { fromHex, toHex } from '../../src/wire/hex.ts'
import { mutate } from '../wire/mutate.ts'
import { createRandom } from '../wire/random.ts'
import { refusal } from '../wire/refusal.ts'
import { rollupOf, word } from './support/rollup.ts'

const { depositContract } = rollupOf({})
const l1Hash = word(0x1a)
const topic = toEventSelector('TransactionDeposited(address,address,uint256,bytes)')

type Made = Omit<Deposit, 'sourceHash'>

const deposit: Made = {
  from: `0x${'f0'.repeat(20)}`,
  to: `0x${'70'.repeat(20)}`,
  mint: 5n,
  value: 2n ** 256n - 1n,
  gas: 2n ** 64n - 1n,
  isSystemTransaction: false,
  data: Uint8Array.of(1, 2, 3),
}

const bytesOf = (size: number) => fc.uint8Array({ minLength: size, maxLength: size }).map(toHex)
const uint = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n })

const anyDeposit: fc.Arbitrary<Made> = fc.record({
  from: bytesOf(20),
  to: fc.option(bytesOf(20)),
  mint: uint(256),
  value: uint(256),
  gas: uint(64),
  isSystemTransaction: fc.constant(false),
  data: fc.uint8Array({ maxLength: 100 }),
})

function opaqueOf({ mint, value, gas, to, data }: Made): Uint8Array {
  return fromHex(
    concat([
      numberToHex(mint, { size: 32 }),
      numberToHex(value, { size: 32 }),
      numberToHex(gas, { size: 8 }),
      to === null ? '0x01' : '0x00',
      toHex(data),
    ]),
  )
}

function logOf(made: Made): Log {
  const data = fromHex(encodeAbiParameters([{ type: 'bytes' }], [toHex(opaqueOf(made))]))
  return { address: depositContract, topics: [topic, pad(made.from), pad(made.to ?? '0x'), word(0)], data }
}

/** The data of the log of {@link deposit} with some bytes of it set. */
function dataWith(at: number, ...bytes: number[]): Uint8Array {
  const { data } = logOf(deposit)
  data.set(bytes, at)
  return data
}

describe('a deposit log', () => {
  it('carries sender and target in topics, and all else in packed bytes', () => {
    expect(decodeDepositLog(logOf(deposit), l1Hash, 3)).toEqual({
      kind: 'ok',
      value: { ...deposit, sourceHash: userDepositSource(l1Hash, 3) },
    })
  })

  it('comes back as it was made', () => {
    fc.assert(
      fc.property(anyDeposit, fc.nat(), (made, index) => {
        const sourceHash = userDepositSource(l1Hash, index)
        expect(decodeDepositLog(logOf(made), l1Hash, index)).toEqual({
          kind: 'ok',
          value: { ...made, sourceHash },
        })
      }),
    )
  })

  it.each([1, 2, 0xff])('creates a contract where the byte for it is %s', (flag) => {
    const log = { ...logOf(deposit), data: dataWith(64 + 72, flag) }
    expect(decodeDepositLog(log, l1Hash, 0)).toMatchObject({ kind: 'ok', value: { to: null } })
  })

  it.each<[string, Partial<Log>, RegExp]>([
    ['three topics', { topics: logOf(deposit).topics.slice(0, 3) }, /three more, saw 3/],
    ['five topics', { topics: [...logOf(deposit).topics, word(0)] }, /three more, saw 5/],
    [
      'version 1',
      { topics: [...logOf(deposit).topics.slice(0, 3), `0x${'00'.repeat(31)}01`] },
      /version of a deposit is 0/,
    ],
    [
      'a version of 2^255',
      { topics: [...logOf(deposit).topics.slice(0, 3), `0x80${'00'.repeat(31)}`] },
      /version/,
    ],
    ['no data', { data: new Uint8Array(0) }, /two words/],
    ['one word of data', { data: new Uint8Array(32) }, /two words/],
    ['half a word more', { data: Buffer.concat([logOf(deposit).data, new Uint8Array(16)]) }, /whole words/],
    ['one byte less', { data: logOf(deposit).data.subarray(0, -1) }, /whole words/],
    [
      'a word more',
      { data: Buffer.concat([logOf(deposit).data, new Uint8Array(32)]) },
      /bytes are said to be 76/,
    ],
    ['a word less', { data: logOf(deposit).data.subarray(0, -32) }, /bytes are said to be 76/],
    ['another offset', { data: dataWith(31, 64) }, /do not begin behind their length/],
    ['an offset that is 32 in its last eight bytes', { data: dataWith(0, 1) }, /do not begin/],
    ['a length that is right in its last eight bytes', { data: dataWith(32, 1) }, /said to be/],
    ['a length a word too short', { data: dataWith(63, 64) }, /said to be 64, and 96/],
    ['a length beyond the data', { data: dataWith(63, 97) }, /said to be 97, and 96/],
    [
      'a length of 2^64 - 1',
      { data: dataWith(56, ...Array<number>(8).fill(0xff)) },
      /said to be 18446744073709551615/,
    ],
  ])('with %s is refused', (_, changes, reason) => {
    expect(decodeDepositLog({ ...logOf(deposit), ...changes }, l1Hash, 0)).toEqual(refusal(reason))
  })

  it('with less than its fixed fields is refused', () => {
    const data = fromHex(encodeAbiParameters([{ type: 'bytes' }], [toHex(new Uint8Array(72))]))
    expect(decodeDepositLog({ ...logOf(deposit), data }, l1Hash, 0)).toEqual(refusal(/73 bytes .* saw 72/))
  })

  it('is no worse for what pads it, or for what stands in front of an address: op-node does not look', () => {
    const log = logOf(deposit)
    const dirty = {
      ...log,
      topics: [
        topic,
        ...log.topics.slice(1, 3).map((word) => `0x${'ff'.repeat(12)}${word.slice(26)}` as const),
        word(0),
      ],
      data: dataWith(64 + 76, ...Array<number>(20).fill(0xff)),
    }
    expect(decodeDepositLog(dirty, l1Hash, 0)).toEqual(decodeDepositLog(log, l1Hash, 0))
  })

  it('that an attacker made is refused or is one that was logged for the same deposit', () => {
    const random = createRandom(7)
    const log = logOf(deposit)
    let refused = 0
    for (let run = 0; run < 20_000; run++) {
      const hostile = { ...log, data: mutate(log.data, random) }
      const decoded = decodeDepositLog(hostile, l1Hash, 0)
      if (decoded.kind === 'malformed') refused++
      else expect(decoded.value.data.length).toBeLessThanOrEqual(hostile.data.length - 64 - 73)
    }
    expect(refused).toBeGreaterThan(1_000)
  })
})
