import fc from 'fast-check'
import { toRlp } from 'viem'
import { describe, expect, it } from 'vitest'
import { encodeRlp } from '../../src/derive/rlp/encode-rlp.ts'
import { decodeRlp, type RlpItem } from '../../src/derive/rlp.ts'
import { fromHex, toHex } from '../../src/wire/hex.ts'
import type { Hex } from '../../src/wire/payload.ts'
import { refusal } from '../wire/refusal.ts'
import { listPrefix } from './support/raw-rlp.ts'

const string = fc.oneof(fc.uint8Array({ maxLength: 3 }), fc.uint8Array({ maxLength: 300 }))
const level = (item: fc.Arbitrary<RlpItem>) => fc.oneof(string, fc.array(item, { maxLength: 5 }))
const anyItem: fc.Arbitrary<RlpItem> = level(level(level(level(string))))

describe('RLP', () => {
  it('is written as viem writes it, and comes back as it went', () => {
    fc.assert(
      fc.property(anyItem, (item) => {
        const encoded = encodeRlp(item)
        expect(toHex(encoded)).toBe(toRlp(item as never, 'hex'))
        expect(decodeRlp(encoded)).toEqual({ kind: 'ok', value: item })
      }),
    )
  })

  it.each([0, 1, 55, 56, 255, 256, 65_535, 65_536, 2 ** 24])('carries a string of %i bytes', (size) => {
    const bytes = new Uint8Array(size).fill(0x80)
    for (const item of [bytes, [bytes], [bytes, [bytes]]]) {
      expect(sameItem(decodeRlp(encodeRlp(item)), item)).toBe(true)
    }
  })

  it('has one encoding of whatever it accepts', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        const read = decodeRlp(bytes)
        fc.pre(read.kind === 'ok')
        expect(toHex(encodeRlp(read.value))).toBe(toHex(bytes))
      }),
      { numRuns: 2_000 },
    )
  })

  it('shows the bytes where they are and copies none', () => {
    const encoded = encodeRlp([Uint8Array.of(1, 2, 3)])
    const read = decodeRlp(encoded)
    if (read.kind !== 'ok') throw new Error(read.reason)
    expect((read.value[0] as Uint8Array).buffer).toBe(encoded.buffer)
  })
})

describe('RLP is refused', () => {
  it.each<[string, Hex, RegExp]>([
    ['without a byte', '0x', /ends before/],
    ['when something follows', '0x8080', /1 bytes follow/],
    ['when a string is cut off', '0x83aabb', /3 bytes where 2/],
    ['when a list is cut off', '0xc3aabb', /3 bytes where 2/],
    ['when an item sticks out of its list', '0xc283aabbcc', /3 bytes where 1/],
    ['when a list sticks out of its list', '0xc2c3aabbcc', /3 bytes where 1/],
    ['when a byte that is its own encoding has a prefix', '0x8100', /single byte/],
    ['when that byte is the highest of them', '0x817f', /single byte/],
    ['when a byte of a list has such a prefix', '0xc28101', /single byte/],
    ['when the length is cut off', '0xb9ff', /within the length/],
    ['when the length of a list is cut off', '0xf8', /within the length/],
    ['when a short string has a long prefix', `0xb837${'aa'.repeat(55)}`, /not canonical/],
    ['when a short list has a long prefix', `0xf837${'01'.repeat(55)}`, /not canonical/],
    ['when the length has a leading zero', `0xb90038${'aa'.repeat(56)}`, /not canonical/],
    ['when the length of a list has one', `0xf90038${'01'.repeat(56)}`, /not canonical/],
    ['when a length is zero', '0xb800', /not canonical/],
    ['when a string claims 2^64 - 1 bytes', `0xbf${'ff'.repeat(8)}`, /where 0 are left/],
    ['when a list claims 2^64 - 1 bytes', `0xff${'ff'.repeat(8)}`, /where 0 are left/],
    ['when a list claims 4 GB', '0xfbffffffff', /where 0 are left/],
  ])('%s', (_, bytes, reason) => {
    expect(decodeRlp(fromHex(bytes))).toEqual(refusal(reason))
  })

  it('when lists are deeper than any that we know, however deep they are', () => {
    expect(decodeRlp(nested(8)).kind).toBe('ok')
    expect(decodeRlp(nested(9))).toEqual(refusal(/more than 8 deep/))
    expect(decodeRlp(nested(100_000))).toEqual(refusal(/more than 8 deep/))
  })

  it('when it has more items than any that we know', () => {
    expect(decodeRlp(manyItems(2 ** 20)).kind).toBe('ok')
    expect(decodeRlp(manyItems(2 ** 20 + 1))).toEqual(refusal(/more than 1048576/))
  })
})

function sameItem(read: ReturnType<typeof decodeRlp>, item: RlpItem): boolean {
  return read.kind === 'ok' && Buffer.compare(encodeRlp(read.value), encodeRlp(item)) === 0
}

/** So many lists, each the only item of the one around it. */
function nested(depth: number): Uint8Array {
  const prefixes: Uint8Array[] = []
  let length = 0
  for (let level = 0; level < depth; level++) {
    const prefix = listPrefix(length)
    prefixes.push(prefix)
    length += prefix.length
  }
  return Buffer.concat(prefixes.reverse())
}

/** The list itself counts as one. */
function manyItems(count: number): Uint8Array {
  return Buffer.concat([listPrefix(count - 1), new Uint8Array(count - 1).fill(0x80)])
}
