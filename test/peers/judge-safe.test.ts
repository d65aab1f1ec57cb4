import { describe, expect, it } from 'vitest'
import { hashOf } from '../wire/fixtures.ts'
import { judgeLives, judgeSafe, pacesOf } from './support/judge-safe.ts'
import type { Sighting } from './support/watch.ts'

const seen = (number: number, atMs = number * 1_000): Sighting => ({ number, hash: hashOf(number), atMs })
const anchor = seen(5)
const isAttested = ({ number }: { number: number }) => (number % 2 === 0 ? seen(number) : null)

describe('the judge of what an observer saw as safe', () => {
  const judged = (...numbers: number[]) =>
    judgeSafe({ safe: numbers.map((number) => seen(number)), anchor, attested: isAttested })

  it('has nothing against the anchor and attested blocks, one above the other', () => {
    expect(judged(5, 6, 8, 20)).toEqual([])
  })

  it('names a block that nobody attested', () => {
    expect(judged(5, 6, 7)).toEqual(['7 0x07070707 was never attested'])
  })

  it('names a step back', () => {
    expect(judged(5, 8, 6)).toEqual(['6 0x06060606 came after 8 0x08080808'])
  })
})

describe('the judge of a client that was started again', () => {
  const judged = (startsAtMs: readonly number[]) => {
    const safe = [seen(6, 1_000), seen(8, 2_000), seen(6, 4_000), seen(8, 5_000)]
    return judgeLives({ safe, anchor, attested: isAttested }, startsAtMs)
  }

  it('allows a step back at its start, and at no other time', () => {
    expect(judged([3_000])).toEqual([])
    expect(judged([500, 6_000])).toHaveLength(1)
  })

  it('wants an attested block at its start too', () => {
    const safe = [seen(8, 2_000), seen(7, 4_000)]
    expect(judgeLives({ safe, anchor, attested: isAttested }, [3_000])).toEqual([
      '7 0x07070707 was never attested',
    ])
  })
})

describe('the pace of promotions', () => {
  it('counts from when a block was both attested and derived until something at or above it is safe', () => {
    const attested = [seen(6, 1_000), seen(8, 5_000)]
    const derived = [seen(7, 3_000), seen(9, 4_000)]
    const safe = [seen(6, 3_400), seen(10, 5_900)]
    expect(pacesOf({ safe, attested, derived })).toEqual([400, 900])
  })

  it('leaves out what was not reached yet', () => {
    expect(pacesOf({ safe: [], attested: [seen(6)], derived: [seen(9)] })).toEqual([])
  })
})
