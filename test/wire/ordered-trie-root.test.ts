import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toHex } from '../../src/wire/hex.ts'
import { orderedTrieRoot } from '../../src/wire/ordered-trie-root.ts'
import { straightforwardRoot } from './straightforward-trie.ts'

/** Around 30 bytes a leaf becomes as long as a hash; around 136 and 272 it takes one block more. */
const valueSizes = fc.oneof(
  fc.integer({ min: 1, max: 40 }),
  fc.integer({ min: 125, max: 140 }),
  fc.integer({ min: 250, max: 280 }),
)

/** Filled by their sizes and places, because bytes of their own would cost more than the roots. */
const valueLists = fc
  .array(valueSizes, { maxLength: 300, size: 'max' })
  .map((sizes) => sizes.map((size, i) => new Uint8Array(size).fill(i * 31 + size)))

describe('ordered trie root, compared with the straightforward one', () => {
  it('of values of any sizes', () => {
    fc.assert(
      fc.property(valueLists, (values) => {
        expect(toHex(orderedTrieRoot(values))).toBe(straightforwardRoot(values))
      }),
      { numRuns: 60 },
    )
  })

  it.each([1, 2, 127, 128, 129, 255, 256, 257, 4_097, 65_536, 65_537])('of %i values', (count) => {
    const values = Array.from({ length: count }, (_, i) => Uint8Array.of(i, i >> 8, i >> 16))
    expect(toHex(orderedTrieRoot(values))).toBe(straightforwardRoot(values))
  })

  it('of values of which one is longer than all that is hashed in pairs', () => {
    const values = [100, 65_535, 65_536, 300_000, 100].map((size, i) => new Uint8Array(size).fill(i))
    expect(toHex(orderedTrieRoot(values))).toBe(straightforwardRoot(values))
  })
})
