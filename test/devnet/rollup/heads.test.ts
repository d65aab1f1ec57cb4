import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advanceCrossSafe } from '../../../src/devnet/rollup/cross-safety.ts'
import { nextOriginNumber, sequenceNumber } from '../../../src/devnet/rollup/origin.ts'

describe('cross-safe head of the embedded rollup', () => {
  it('walks one block at a time after a local-safe head that jumps', () => {
    expect([3, 4, 5].map((crossSafe) => advanceCrossSafe(crossSafe, 6))).toEqual([4, 5, 6])
  })

  it('stays while nothing more is derived', () => {
    expect(advanceCrossSafe(6, 6)).toBe(6)
  })

  it('hurries when it is far behind, but never passes local-safe nor goes back', () => {
    expect(advanceCrossSafe(3, 30)).toBe(24)
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(1_000), (crossSafe, localSafe) => {
        const next = advanceCrossSafe(crossSafe, localSafe)
        expect(next).toBeGreaterThanOrEqual(crossSafe)
        expect(next).toBeLessThanOrEqual(Math.max(crossSafe, localSafe))
      }),
    )
  })
})

describe('L1 origins of the embedded rollup', () => {
  it('follows L1 one block at a time, staying one block below its tip', () => {
    expect(nextOriginNumber(4, 10)).toBe(5)
    expect(nextOriginNumber(4, 6)).toBe(5)
    expect(nextOriginNumber(4, 5)).toBe(4)
  })

  it('counts the blocks that share an origin', () => {
    const parent = { l1origin: { number: 4 }, sequenceNumber: 2 }
    expect(sequenceNumber(parent, 4)).toBe(3)
    expect(sequenceNumber(parent, 5)).toBe(0)
  })
})
