import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compress } from '../../src/wire/compression.ts'
import { decodeEnvelope, encodeEnvelope } from '../../src/wire/envelope.ts'
import { joinSigned } from '../../src/wire/signed-message.ts'
import { recoverSigner, signDigest, signingHash } from '../../src/wire/signing.ts'
import { draftDomain } from '../../src/wire/topics.ts'
import { anyEnvelope } from './arbitraries.ts'
import {
  hardhatAddress5,
  hardhatKey5,
  hashOf,
  hildrBlock,
  isthmusBlock,
  transaction,
  withPayload,
} from './fixtures.ts'
import { refusal } from './refusal.ts'

const v4Body = encodeEnvelope(isthmusBlock)

describe('the foreign V3 golden, rebuilt from its fields', () => {
  const body = encodeEnvelope(hildrBlock)
  const digest = signingHash(draftDomain, 100, body)
  const signed = joinSigned(signDigest(hardhatKey5, digest), body)

  it('is signed into the same bytes, compressed or not', () => {
    expect(sha256(signed)).toBe('171326439f30aeb8e8ed60d5e250917c3c67189c6fa33c537ddcd84c7089ffbb')
    expect(sha256(compress(signed))).toBe('cc424383e8e85fd1248f744bae8b02c9179473a97955f002bed1aaf3fc0cedaf')
  })

  it('names the signer that its authors name', () => {
    expect(recoverSigner(digest, signed.subarray(0, 65))).toEqual({ kind: 'ok', value: hardhatAddress5 })
  })
})

describe('the foreign V4 golden, rebuilt from its fields', () => {
  it('has the same bytes after the signature', () => {
    const golden = {
      ...withPayload(hildrBlock, {
        timestamp: 1_741_842_007,
        blockHash: hashOf(0),
        withdrawalsRoot: `0x${'9876'.padStart(64, '0')}`,
      }),
      version: 4,
    } as const
    expect(sha256(encodeEnvelope(golden))).toBe(
      '3093fb0290ae63ac90f82b09dae69d5aa48e8f71ea667d982fcbdaf86f7e0669',
    )
  })
})

describe('an envelope', () => {
  it('comes back as it went, in both versions', () => {
    fc.assert(
      fc.property(anyEnvelope, (envelope) => {
        expect(decodeEnvelope(encodeEnvelope(envelope), envelope.version)).toEqual({
          kind: 'ok',
          value: envelope,
        })
      }),
    )
  })

  it('is the empty block in 560 and 592 bytes', () => {
    expect(encodeEnvelope(hildrBlock)).toHaveLength(625 - 65)
    const empty = withPayload(isthmusBlock, { extraData: '0x', transactions: [] })
    expect(encodeEnvelope(empty)).toHaveLength(657 - 65)
  })

  it('has its transactions as views of the message, not copies', () => {
    const decoded = decodeEnvelope(v4Body, 4)
    if (decoded.kind !== 'ok') throw new Error(decoded.reason)
    for (const view of decoded.value.payload.transactions) expect(view.buffer).toBe(v4Body.buffer)
  })

  it('is refused at every truncation', () => {
    for (let length = 0; length < v4Body.length; length++) {
      const decoded = decodeEnvelope(v4Body.slice(0, length), 4)
      if (decoded.kind === 'ok') expect(encodeEnvelope(decoded.value)).toEqual(v4Body.slice(0, length))
    }
    expect(decodeEnvelope(v4Body.slice(0, 591), 4)).toMatchObject({ kind: 'malformed' })
  })

  it('with one bit flipped is refused, or is another envelope of exactly these bytes', () => {
    for (let bit = 0; bit < v4Body.length * 8; bit++) {
      const flipped = Uint8Array.from(v4Body)
      flipped[bit >> 3]! ^= 1 << (bit & 7)
      const decoded = decodeEnvelope(flipped, 4)
      if (decoded.kind === 'ok') expect(Buffer.compare(encodeEnvelope(decoded.value), flipped)).toBe(0)
    }
  })

  it('of one version is refused as the other', () => {
    expect(decodeEnvelope(v4Body, 3)).toEqual(refusal(/extraData starts/))
    expect(decodeEnvelope(encodeEnvelope(hildrBlock), 4)).toMatchObject({ kind: 'malformed' })
  })

  it('is never written with a field of a wrong size, or as V4 without its root', () => {
    expect(() => encodeEnvelope(withPayload(isthmusBlock, { stateRoot: '0x12' }))).toThrow(RangeError)
    expect(() => encodeEnvelope({ ...hildrBlock, version: 4 })).toThrow(TypeError)
  })
})

describe('lying offsets', () => {
  const root = 32
  const [extraData, transactions, withdrawals] = [root + 436, root + 504, root + 508]
  const list = root + 560 + 17
  const size = v4Body.length - root

  it.each([
    ['extraData before the end of the fixed part', extraData, 559],
    ['extraData after it', extraData, 561],
    ['transactions before extraData', transactions, 559],
    ['extraData of 33 bytes', transactions, 593],
    ['transactions after withdrawals', transactions, size],
    ['transactions beyond the message', transactions, 0xffff_ffff],
    ['withdrawals before transactions', withdrawals, 570],
    ['withdrawals one byte beyond the message', withdrawals, size + 1],
    ['withdrawals that are not whole', withdrawals, size - 43],
    ['a table of no transactions before their bytes', list, 0],
    ['a table that is no multiple of four', list, 13],
    ['a table one entry longer than the list', list, size - (list - root) + 4 - ((size - (list - root)) % 4)],
    ['a table as long as an offset can say', list, 0xffff_fffc],
    ['a table of one entry more', list, 16],
    ['a transaction that starts before its predecessor', list + 4, 11],
    ['an empty transaction', list + 4, 12],
    ['a transaction beyond the list', list + 8, 0x7fff_ffff],
  ])('%s: refused', (_, at, value) => {
    const lying = Uint8Array.from(v4Body)
    new DataView(lying.buffer).setUint32(at, value, true)
    expect(decodeEnvelope(lying, 4)).toMatchObject({ kind: 'malformed' })
  })

  it('a table that is no multiple of four, though all its whole entries are in order: refused', () => {
    const one = withPayload(isthmusBlock, { extraData: '0x', transactions: [Uint8Array.of(6, 0, 0, 0, 9)] })
    const lying = encodeEnvelope(one)
    new DataView(lying.buffer).setUint32(root + 560, 5, true)
    expect(decodeEnvelope(lying, 4)).toEqual(refusal(/cannot start at 5/))
  })

  it('a list that ends inside its first offset: refused', () => {
    const cutOff = v4Body.slice(0, list + 3)
    new DataView(cutOff.buffer).setUint32(withdrawals, cutOff.length - root, true)
    expect(decodeEnvelope(cutOff, 4)).toEqual(refusal(/cut off/))
  })

  it('an empty last transaction: refused', () => {
    const two = withPayload(isthmusBlock, { transactions: [transaction(2, 1), new Uint8Array()] })
    expect(decodeEnvelope(encodeEnvelope(two), 4)).toEqual(refusal(/1 is empty/))
  })
})

describe('limits of an envelope', () => {
  const withdrawal = { index: 1n, validatorIndex: 2n, address: `0x${'03'.repeat(20)}`, amount: 4n } as const

  it('16 withdrawals and 32 bytes of extraData, not one more', () => {
    const full = withPayload(isthmusBlock, {
      extraData: `0x${'ee'.repeat(32)}`,
      withdrawals: Array(16).fill(withdrawal),
    })
    expect(decodeEnvelope(encodeEnvelope(full), 4)).toMatchObject({ kind: 'ok' })
    const seventeen = withPayload(full, { withdrawals: Array(17).fill(withdrawal) })
    expect(decodeEnvelope(encodeEnvelope(seventeen), 4)).toEqual(refusal(/more than 16/))
    const verbose = withPayload(full, { extraData: `0x${'ee'.repeat(33)}` })
    expect(decodeEnvelope(encodeEnvelope(verbose), 4)).toEqual(refusal(/more than 32/))
  })

  it('2^20 transactions, not one more', () => {
    const one = transaction(2, 1)
    const many = (count: number) =>
      decodeEnvelope(encodeEnvelope(withPayload(isthmusBlock, { transactions: Array(count).fill(one) })), 4)
    expect(many(2 ** 20)).toMatchObject({ kind: 'ok' })
    expect(many(2 ** 20 + 1)).toEqual(refusal(/more than 1048576/))
  })

  it.each([
    ['blockNumber', 32 + 404],
    ['timestamp', 32 + 428],
  ])('a %s below 2^53', (_, at) => {
    const high = Uint8Array.from(v4Body)
    high[at + 6] = 0x20
    expect(decodeEnvelope(high, 4)).toEqual(refusal(/2\^53/))
  })
})

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
