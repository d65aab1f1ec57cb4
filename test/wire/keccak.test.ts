import fc from 'fast-check'
import { keccak256 as viemKeccak256 } from 'viem'
import { describe, expect, it } from 'vitest'
import { keccak256 } from '../../src/wire/hash.ts'
import { toHex } from '../../src/wire/hex.ts'
import { hashEach } from '../../src/wire/keccak/each.ts'

/** Around a block of 136 bytes, and around all that goes through the memory of WebAssembly at once. */
const sizes = [0, 1, 135, 136, 137, 271, 272, 65_279, 65_280, 65_281, 65_400, 65_536, 130_560, 200_000]

describe('keccak256, compared with that of viem', () => {
  it('of nothing', () => {
    const ofNothing = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470'
    expect(toHex(keccak256())).toBe(ofNothing)
    expect(toHex(keccak256(new Uint8Array()))).toBe(ofNothing)
  })

  it.each(sizes)('of %i bytes', (size) => {
    expect(toHex(keccak256(numbered(size)))).toBe(viemKeccak256(numbered(size)))
  })

  it('of any bytes, in however many parts', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (parts) => {
        expect(toHex(keccak256(...parts))).toBe(viemKeccak256(Buffer.concat(parts)))
      }),
    )
  })

  it.each(sizes)('of three parts of %i bytes', (size) => {
    const parts = [numbered(size), numbered(size), numbered(size)]
    expect(toHex(keccak256(...parts))).toBe(viemKeccak256(Buffer.concat(parts)))
  })
})

describe('keccak256 of many messages', () => {
  it('is that of each, whichever of them are hashed together', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 40 }), (lengths) => {
        const messages = lengths.map((length, i) => numbered(length + i).subarray(i))
        expect(digestsOf(messages)).toEqual(messages.map((message) => viemKeccak256(message)))
      }),
    )
  })

  it('does not depend on what was hashed before', () => {
    const messages = [...sizes, ...sizes.toReversed()].map(numbered)
    expect(digestsOf(messages)).toEqual(messages.map((message) => viemKeccak256(message)))
  })
})

function digestsOf(messages: readonly Uint8Array[]): readonly string[] {
  const digests: string[] = []
  hashEach({
    count: messages.length,
    sizeOf: (i) => messages[i]!.length,
    write: (i, target) => target.set(messages[i]!),
    take: (i, digest) => {
      digests[i] = toHex(digest)
    },
  })
  return digests
}

function numbered(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => (i * 31 + size) & 0xff)
}
