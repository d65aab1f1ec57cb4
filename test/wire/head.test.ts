import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeHead, encodeHead } from '../../src/wire/head.ts'
import { toHex } from '../../src/wire/hex.ts'
import { anyHead } from './arbitraries.ts'
import { hashOf, head } from './fixtures.ts'
import { refusal } from './refusal.ts'

describe('a head', () => {
  it('is six fields in 96 bytes, integers little-endian', () => {
    const body = encodeHead({
      number: 0x01_02,
      blockHash: hashOf(0xaa),
      timestamp: 0x03,
      l1Number: 0x04,
      l1Hash: hashOf(0xbb),
      issuedAtMs: 0x05_06_07_08_09_0a,
    })
    expect(toHex(body)).toBe(
      `0x0201000000000000${'aa'.repeat(32)}0300000000000000` +
        `0400000000000000${'bb'.repeat(32)}0a09080706050000`,
    )
  })

  it('comes back as it went', () => {
    fc.assert(
      fc.property(anyHead, (any) => {
        expect(decodeHead(encodeHead(any))).toEqual({ kind: 'ok', value: any })
      }),
    )
  })

  it('is refused at every other length', () => {
    const body = encodeHead(head)
    for (let length = 0; length < body.length; length++) {
      expect(decodeHead(body.subarray(0, length))).toMatchObject({ kind: 'malformed' })
    }
    expect(decodeHead(Uint8Array.from([...body, 0]))).toMatchObject({ kind: 'malformed' })
  })

  it.each([
    ['number', 0],
    ['timestamp', 40],
    ['l1Number', 48],
    ['issuedAtMs', 88],
  ] as const)('is refused when its %s does not fit into a number, and taken just below', (field, at) => {
    const body = encodeHead({ ...head, [field]: Number.MAX_SAFE_INTEGER })
    expect(decodeHead(body)).toMatchObject({ value: { [field]: Number.MAX_SAFE_INTEGER } })
    body[at + 6] = 0x20
    expect(decodeHead(body)).toEqual(refusal(/2\^53/))
  })

  it('is never written with a height that is no safe integer, or a hash that is none', () => {
    expect(() => encodeHead({ ...head, number: 2 ** 53 })).toThrow(RangeError)
    expect(() => encodeHead({ ...head, timestamp: -1 })).toThrow(RangeError)
    expect(() => encodeHead({ ...head, blockHash: '0x1234' })).toThrow(RangeError)
  })
})
