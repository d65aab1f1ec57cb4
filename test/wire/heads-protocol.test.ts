import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeHead } from '../../src/wire/head.ts'
import { answerFlaw } from '../../src/wire/heads-answer.ts'
import { decodeHeadsRequest, encodeHeadsRequest, type HeadsRequest } from '../../src/wire/heads-request.ts'
import { decodeHeadsResponse, encodeHeadsResponse } from '../../src/wire/heads-response.ts'
import { fromHex, toHex } from '../../src/wire/hex.ts'
import { anyHeadsRequest, anyHeadsResponse } from './arbitraries.ts'
import { head, headsOn901, sign } from './fixtures.ts'
import { mutate } from './mutate.ts'
import { createRandom } from './random.ts'
import { refusal } from './refusal.ts'

const last = Number.MAX_SAFE_INTEGER
const ones = 'ff'.repeat(8)

describe('a question for heads', () => {
  it('is two integers in 16 bytes, little-endian; all ones in place of a height mean the newest', () => {
    expect(toHex(encodeHeadsRequest({ kind: 'range', from: 0x0102, count: 3 }))).toBe(
      `0x0201000000000000${'0300000000000000'}`,
    )
    expect(toHex(encodeHeadsRequest({ kind: 'newest', count: 16 }))).toBe(`0x${ones}1000000000000000`)
  })

  it('comes back as it went', () => {
    fc.assert(
      fc.property(anyHeadsRequest, (request) => {
        expect(decodeHeadsRequest(encodeHeadsRequest(request))).toEqual({ kind: 'ok', value: request })
      }),
    )
  })

  it('has one encoding: what is read is written again byte by byte, whatever was done to it', () => {
    const random = createRandom(1)
    const valid = encodeHeadsRequest({ kind: 'range', from: 1_000_000, count: 100 })
    const tally = { ok: 0, malformed: 0 }
    for (let i = 0; i < 100_000; i++) {
      const input = mutate(valid, random)
      const decoded = decodeHeadsRequest(input)
      tally[decoded.kind]++
      if (decoded.kind === 'ok') expect(toHex(encodeHeadsRequest(decoded.value))).toBe(toHex(input))
    }
    expect(Math.min(tally.ok, tally.malformed)).toBeGreaterThan(1_000)
  })

  it.each([
    ['empty', '0x', /has 16 bytes, this one 0/],
    ['short', `0x${'00'.repeat(15)}`, /has 16 bytes, this one 15/],
    ['long', `0x${'01'.repeat(17)}`, /has 16 bytes, this one 17/],
    ['for no height', `0x${'00'.repeat(16)}`, /0 heights are not 1 to 256/],
    ['for too many', `0x${'00'.repeat(8)}0101000000000000`, /257 heights are not 1 to 256/],
    ['for a count beyond numbers', `0x${'00'.repeat(8)}${ones}`, /count is not below 2\^53/],
    ['for a height beyond numbers', `0x0000000000002000${'0100000000000000'}`, /neither below 2\^53 nor/],
    ['for the height below the mark', `0xfe${'ff'.repeat(7)}0100000000000000`, /neither below 2\^53 nor/],
    ['that runs beyond numbers', `0xffffffffffff1f00${'0200000000000000'}`, /last height is not below 2\^53/],
  ] as const)('is refused when it is %s', (_, hex, reason) => {
    expect(decodeHeadsRequest(fromHex(hex))).toEqual(refusal(reason))
  })

  it('may reach the last height', () => {
    const request: HeadsRequest = { kind: 'range', from: last - 255, count: 256 }
    expect(decodeHeadsRequest(encodeHeadsRequest(request))).toEqual({ kind: 'ok', value: request })
  })

  it.each<HeadsRequest>([
    { kind: 'newest', count: 0 },
    { kind: 'range', from: 1, count: 257 },
    { kind: 'range', from: last, count: 2 },
    { kind: 'range', from: -1, count: 2 },
    { kind: 'range', from: 1, count: 1.5 },
  ])('is never written as %o', (request) => {
    expect(() => encodeHeadsRequest(request)).toThrow(RangeError)
  })
})

describe('an answer', () => {
  const message = signedAt(7)

  it('is a result, then the heads as they were gossiped', () => {
    const data = encodeHeadsResponse({ kind: 'heads', heads: [message, message] })
    expect(toHex(data)).toBe(`0x00${toHex(message).slice(2).repeat(2)}`)
    expect(toHex(encodeHeadsResponse({ kind: 'bad-request' }))).toBe('0x01')
    expect(toHex(encodeHeadsResponse({ kind: 'rate-limited' }))).toBe('0x02')
    expect(toHex(encodeHeadsResponse({ kind: 'nothing' }))).toBe('0x03')
  })

  it('comes back as it went', () => {
    fc.assert(
      fc.property(anyHeadsResponse, (response) => {
        expect(decodeHeadsResponse(encodeHeadsResponse(response))).toEqual({ kind: 'ok', value: response })
      }),
    )
  })

  it('has one encoding, and copies nothing', () => {
    const random = createRandom(2)
    const valid = encodeHeadsResponse({ kind: 'heads', heads: [message, message, message] })
    const tally = { ok: 0, malformed: 0 }
    for (let i = 0; i < 100_000; i++) {
      const input = mutate(valid, random)
      const decoded = decodeHeadsResponse(input)
      tally[decoded.kind]++
      if (decoded.kind === 'malformed') continue
      expect(toHex(encodeHeadsResponse(decoded.value))).toBe(toHex(input))
      const heads = decoded.value.kind === 'heads' ? decoded.value.heads : []
      expect(heads.every(({ buffer }) => buffer === input.buffer)).toBe(true)
    }
    expect(Math.min(tally.ok, tally.malformed)).toBeGreaterThan(1_000)
  })

  it.each([
    ['empty', new Uint8Array(), /no result/],
    ['of a result that nobody defined', Uint8Array.of(4), /nobody defined/],
    ['a refusal with something behind it', Uint8Array.of(3, 0), /1 bytes after a refusal/],
    ['of no heads', Uint8Array.of(0), /0 heads are not 1 to 256/],
    ['of half a head', new Uint8Array(1 + 161 + 80), /no whole number of heads/],
    ['of too many heads', new Uint8Array(1 + 257 * 161), /257 heads are not 1 to 256/],
  ])('is refused when it is %s', (_, data, reason) => {
    expect(decodeHeadsResponse(data)).toEqual(refusal(reason))
  })

  it('is never written with no heads, too many, or something else', () => {
    for (const heads of [[], Array.from({ length: 257 }, () => message), [message.subarray(1)]]) {
      expect(() => encodeHeadsResponse({ kind: 'heads', heads })).toThrow(RangeError)
    }
  })
})

describe('an answer fits its question', () => {
  const range: HeadsRequest = { kind: 'range', from: 10, count: 5 }
  const newest: HeadsRequest = { kind: 'newest', count: 3 }

  it.each<[HeadsRequest, number[]]>([
    [range, [10, 11, 12, 13, 14]],
    [range, [12]],
    [range, [10, 10, 14, 14]],
    [newest, [0]],
    [newest, [98, 98, 99, 100]],
    [newest, [last]],
  ])('%o: %o', (request, numbers) => {
    expect(answerFlaw(request, numbers.map(signedAt))).toBeNull()
  })

  it.each<[HeadsRequest, number[], string]>([
    [range, [9, 10], 'height 9 was not asked for'],
    [range, [14, 15], 'height 15 was not asked for'],
    [range, [10, 12, 11], 'height 11 comes after 12'],
    [newest, [97, 100], 'height 97 was not asked for'],
    [newest, [100, 99], 'height 99 comes after 100'],
  ])('%o, but not %o', (request, numbers, flaw) => {
    expect(answerFlaw(request, numbers.map(signedAt))).toBe(flaw)
  })

  it('but not with bytes that are no head', () => {
    const noHead = signedAt(10)
    noHead.fill(0xff, 65, 73)
    expect(answerFlaw(range, [signedAt(10), noHead])).toMatch(/2\^53/)
  })
})

function signedAt(number: number): Uint8Array {
  return sign(headsOn901, encodeHead({ ...head, number }))
}
