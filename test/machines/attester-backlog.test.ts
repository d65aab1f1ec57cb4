import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Backlog, backlogAfter, backlogBelow, owedBlocks } from '../../machines/attester/backlog.ts'
import type { BlockRef } from '../../machines/values.ts'
import { hashOf } from './attester-model.ts'

const view = { number: 1, hash: hashOf('l1') }
const block = (number: number): BlockRef => ({ number, hash: hashOf(`a${number}`) })
const work = (number: number, occasion: 'newest' | 'older') => {
  return { ...block(number), occasion, l1View: view, timestamp: 1, parentHash: block(number - 1).hash }
}

/** The heads that a source names, each so many blocks above the last, with some older blocks said in between. */
const anyCourse = fc.array(fc.record({ jump: fc.integer({ min: 1, max: 9 }), older: fc.nat({ max: 4 }) }), {
  minLength: 1,
  maxLength: 30,
})

/** What is said of one lineage, in this order, until nothing is owed any more. */
function follow(course: readonly { jump: number; older: number }[], limit: number) {
  const said: number[] = [0]
  let newest = block(0)
  let backlog: Backlog | null = null
  let mostOwed = 0
  const sayOlder = (times: number) => {
    for (let n = 0; n < times && backlog !== null; n += 1) {
      expect(backlog.next.hash).toBe(block(backlog.next.number).hash)
      said.push(backlog.next.number)
      backlog = backlogAfter(work(backlog.next.number, 'older'), backlog)
    }
  }
  for (const { jump, older } of course) {
    const head = work(newest.number + jump, 'newest')
    backlog = backlogBelow(head, newest, backlog, limit)
    newest = block(head.number)
    said.push(head.number)
    mostOwed = Math.max(mostOwed, backlog === null ? 0 : owedBlocks(backlog))
    sayOlder(older)
  }
  sayOlder(Number.POSITIVE_INFINITY)
  return { said, mostOwed, last: newest.number }
}

describe('what an attester owes after gaps', () => {
  test('is every height that it skipped, each once, however the gaps come', () => {
    fc.assert(
      fc.property(anyCourse, (course) => {
        const { said, last } = follow(course, 1_000)
        expect(said.toSorted((a, b) => a - b)).toEqual(Array.from({ length: last + 1 }, (_, n) => n))
      }),
    )
  })

  test('is bounded, and the highest of it stays', () => {
    fc.assert(
      fc.property(anyCourse, fc.integer({ min: 1, max: 12 }), (course, limit) => {
        const { said, mostOwed, last } = follow(course, limit)
        expect(mostOwed).toBeLessThanOrEqual(limit)
        expect(new Set(said).size).toBe(said.length)
        if (last <= limit) expect(said).toHaveLength(last + 1)
      }),
    )
  })

  test('is nothing below a gap whose end is not the block that was said before it', () => {
    const first = backlogBelow(work(5, 'newest'), block(0), null, 100)
    const second = backlogBelow(work(8, 'newest'), block(5), first, 100)
    const left = { ...work(6, 'older'), parentHash: hashOf('b5') }
    const walked = backlogAfter(work(7, 'older'), second!)
    expect(owedBlocks(walked!)).toBe(5)
    expect(backlogAfter(left, walked!)).toBeNull()
  })
})
