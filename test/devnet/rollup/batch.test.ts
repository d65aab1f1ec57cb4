import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBatch, encodeBatch } from '../../../src/devnet/rollup/batch.ts'

const hash = (seed: number): `0x${string}` => `0x${seed.toString(16).padStart(64, '0')}`
const blocks = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ number: first + index, hash: hash(first + index) }))

describe('batches of the embedded rollup', () => {
  it('come back as they went in', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 256 }), (first, count) => {
        expect(decodeBatch(encodeBatch(blocks(first, count)))).toEqual(blocks(first, count))
      }),
      { numRuns: 20 },
    )
  })

  it.each([
    ['nothing', '0x'],
    ['another version', `0x01${encodeBatch(blocks(1, 1)).slice(4)}`],
    ['no block', '0x000000000000000001'],
    ['half a hash', encodeBatch(blocks(1, 1)).slice(0, -2)],
    ['a height beyond numbers', `0x00ffffffffffffffff${'ab'.repeat(32)}`],
    ['too many blocks', `0x000000000000000001${'ab'.repeat(32 * 257)}`],
  ])('are not made of %s', (_, data) => {
    expect(decodeBatch(data as `0x${string}`)).toBeNull()
  })

  it('decode whatever stands in the inbox without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const batch = decodeBatch(`0x${Buffer.from(bytes).toString('hex')}`)
        if (batch !== null) expect(batch.length).toBeGreaterThan(0)
      }),
    )
  })

  it('cannot be empty or larger than their limit', () => {
    expect(() => encodeBatch([])).toThrow('1 to 256 blocks')
    expect(() => encodeBatch(blocks(1, 257))).toThrow('got 257')
  })
})
