import { describe, expect, test } from 'vitest'
import { attributesOf } from '../../src/derive/attributes/attributes-of.ts'
import type { OriginFacts } from '../../src/derive/attributes/origin-facts.ts'
import { consolidateBlock } from '../../src/derive/consolidate-block.ts'
import type { SealedHeader } from '../../src/derive/header.ts'
import type { Rules } from '../../src/derive/rules.ts'
import { l1Header } from './support/l1-header.ts'
import { withPayload } from './support/mutations.ts'
import { word } from './support/rollup.ts'
import { blockTime, firstOfEpoch, laterInEpoch } from './support/world.ts'

// The parent's origin is L1 block 1233 with hash 0x1919…, 19 seconds older than the block.
const later = laterInEpoch('isthmus')
const first = firstOfEpoch('isthmus')

describe('the origin of a block', () => {
  test('is its parent’s or the one on top of it', () => {
    for (const { rules, parent, block, origin } of [later, first]) {
      expect(consolidateBlock(rules, parent, block, origin)).toEqual({ kind: 'same' })
    }
  })

  test.each([1_231, 1_232, 1_235, 2_000])('is not L1 block %i', (number) => {
    expect(withHeader({ number })).toEqual(differs('l1Origin', 'L1 block 1233 or 1234', `L1 block ${number}`))
  })

  test('is not another L1 block of its parent’s height', () => {
    expect(withHeader({ number: 1_233, hash: word(0x99) })).toEqual(
      differs('l1Origin.hash', word(0x19), word(0x99)),
    )
  })

  test('is not on top of another L1 block than its parent’s', () => {
    expect(withHeader({ parentHash: word(0x98) })).toEqual(
      differs('l1Origin.parentHash', word(0x19), word(0x98)),
    )
  })

  test('may be as young as the block, and not a second younger', () => {
    expect(withHeader({ timestamp: blockTime }).kind).toBe('attributes')
    expect(withHeader({ timestamp: blockTime + 1 })).toEqual(
      differs('l1Origin.timestamp', `at most ${blockTime}`, `${blockTime + 1}`),
    )
  })

  function withHeader(changes: Partial<SealedHeader>) {
    const header = { ...first.origin.header, ...changes }
    return attributesOf(first.rules, first.parent, { ...first.origin, header })
  }
})

describe.each([
  ['1800 seconds since Fjord', 1_800, later.rules],
  ['what the config says before Fjord', 600, beforeFjord(later.rules)],
] as const)('the drift from an origin is %s', (_, driftSeconds, rules) => {
  const { parent, block } = later
  const empty = withPayload(block, { transactions: block.payload.transactions.slice(0, 1) })

  test('up to it the sequencer adds what it likes', () => {
    expect(mayHaveMore(originAt(blockTime - driftSeconds))).toBe(true)
  })

  test('past it a block may keep the origin only where the next L1 block is younger than it, and must be empty', () => {
    const exhausted = originAt(blockTime - driftSeconds - 1)
    expect(derive(exhausted)).toEqual({ kind: 'needs-next-origin' })
    expect(consolidateBlock(rules, parent, block, exhausted)).toEqual({ kind: 'needs-next-origin' })
    expect(mayHaveMore({ ...exhausted, next: nextAt(blockTime + 1) })).toBe(false)
    expect(derive({ ...exhausted, next: nextAt(blockTime) })).toEqual(
      differs(
        'l1Origin',
        'L1 block 1234, since the drift from the one before it is exhausted',
        'L1 block 1233',
      ),
    )
  })

  test('past it the next origin is always right, and leaves no room for the sequencer', () => {
    const advanced = {
      ...first.origin,
      header: { ...first.origin.header, timestamp: blockTime - driftSeconds - 1 },
    }
    const outcome = attributesOf(rules, first.parent, advanced)
    expect(outcome.kind === 'attributes' && outcome.attributes.mayHaveMore).toBe(false)
  })

  test('a block with transactions past it says so', () => {
    const exhausted = { ...originAt(blockTime - driftSeconds - 1), next: nextAt(blockTime + 1) }
    const fieldsOf = (seen: typeof block) => {
      const consolidation = consolidateBlock(rules, parent, seen, exhausted)
      if (consolidation.kind !== 'differs') throw new TypeError(consolidation.kind)
      return consolidation.differences
    }
    const further = { field: 'transactions', expected: 'none but deposits', seen: '3 behind the deposits' }
    expect(fieldsOf(block)).toContainEqual(further)
    expect(fieldsOf(empty).map(({ field }) => field)).not.toContain('transactions')
  })

  function derive(origin: OriginFacts) {
    return attributesOf(rules, parent, origin)
  }

  function mayHaveMore(origin: OriginFacts) {
    const outcome = derive(origin)
    return outcome.kind === 'attributes' ? outcome.attributes.mayHaveMore : outcome.kind
  }
})

test('a drift that Fjord changes goes by the time of the origin, not of the block', () => {
  const originTime = blockTime - 601
  const rules = (fjord: number) => ({
    ...later.rules,
    rollup: { ...later.rules.rollup, forks: { ...later.rules.rollup.forks, fjord } },
  })
  const origin = originAt(originTime)
  expect(attributesOf(rules(originTime + 1), later.parent, origin)).toEqual({ kind: 'needs-next-origin' })
  expect(attributesOf(rules(originTime), later.parent, origin).kind).toBe('attributes')
})

function originAt(timestamp: number): OriginFacts {
  return { header: { ...later.origin.header, timestamp }, receipts: null, next: null }
}

function nextAt(timestamp: number): SealedHeader {
  return l1Header({ number: 1_234, hash: word(0x1a), parentHash: word(0x19), timestamp })
}

function differs(field: string, expected: string, seen: string) {
  return { kind: 'differs', differences: [{ field, expected, seen }] }
}

function beforeFjord(rules: Rules): Rules {
  const forks = { ...rules.rollup.forks, fjord: blockTime + 1 }
  return { ...rules, rollup: { ...rules.rollup, forks } }
}
