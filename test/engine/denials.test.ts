import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Denial } from '../../machines/follower/facts.ts'
import type { Hash } from '../../machines/values.ts'
import { createDenials, type DenialsOptions } from '../../src/actors/engine/denials.ts'
import { createLinks, type Link } from '../../src/actors/engine/links.ts'
import { ancestorsOf, blocksOf, clientWith, hashOf, parentsOfTree } from './tree.ts'

const denialOf = ({ number, hash }: Link): Denial => ({ number, denied: hash, replacement: hashOf(0xeeee) })

/** The definition: a block is denied when it, or an ancestor, is. */
const isDenied = (blocks: readonly Link[], block: Link, denied: ReadonlySet<Hash>): boolean =>
  ancestorsOf(blocks, block).some(({ hash }) => denied.has(hash))

interface Question {
  /** Which block is asked about, which one is the client's tip, and which one is denied first, if any. */
  readonly about: number
  readonly tip: number
  readonly denied: number | null
}

const question: fc.Arbitrary<Question> = fc.record({
  about: fc.nat(),
  tip: fc.nat(),
  denied: fc.option(fc.nat(), { freq: 2 }),
})

describe('a verdict', () => {
  test('is the one of a search through all ancestors, whatever was asked and denied before', async () => {
    await fc.assert(
      fc.asyncProperty(parentsOfTree, fc.array(question), fc.nat(), async (parents, questions, settled) => {
        const blocks = blocksOf(parents)
        const at = (choice: number) => blocks[choice % blocks.length]!
        const denied = new Set<Hash>()
        let tip = blocks[0]!
        const denials = createDenials({
          block: (selector) => clientWith(blocks, tip)(selector),
          links: createLinks(1_000),
          initial: [],
          finalized: () => (isDenied(blocks, at(settled), denied) ? null : at(settled)),
          walkLimitBlocks: 100,
        })
        for (const asked of questions) {
          tip = at(asked.tip)
          if (asked.denied !== null) {
            denials.add(denialOf(at(asked.denied)), at(asked.denied).hash)
            denied.add(at(asked.denied).hash)
          }
          const expected = isDenied(blocks, at(asked.about), denied) ? 'denied' : 'good'
          expect(await denials.of(at(asked.about).hash)).toEqual({ kind: 'ok', value: expected })
        }
      }),
      { numRuns: 500 },
    )
  })

  test('is never wrong where the client lacks blocks, and unknown only then', async () => {
    await fc.assert(
      fc.asyncProperty(
        parentsOfTree,
        fc.nat(),
        fc.nat(),
        fc.array(fc.nat(), { minLength: 1 }),
        async (parents, target, lacked, asked) => {
          const blocks = blocksOf(parents)
          const bad = blocks[target % blocks.length]!
          const missing = blocks[lacked % blocks.length]!
          const known = blocks.filter(({ hash }) => hash !== missing.hash)
          const denials = createDenials({
            block: clientWith(known, blocks[0]!),
            links: createLinks(1_000),
            initial: [denialOf(bad)],
            finalized: () => null,
            walkLimitBlocks: 100,
          })
          for (const choice of asked) {
            const block = blocks[choice % blocks.length]!
            const verdict = await denials.of(block.hash)
            const expected = isDenied(blocks, block, new Set([bad.hash])) ? 'denied' : 'good'
            const leadsThere = ancestorsOf(blocks, block).includes(missing)
            const possible = leadsThere ? [expected, 'unknown'] : [expected]
            expect(possible).toContain(verdict.kind === 'ok' && verdict.value)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

/** Forty blocks in a row from the genesis, off the chain of a client that stands at the genesis. */
const line = blocksOf(Array.from({ length: 40 }, (_, index) => index))

type Settings = Partial<Pick<DenialsOptions, 'initial' | 'finalized' | 'walkLimitBlocks'>>

/** What a client that stands at this block is asked, and the looks that were taken at it. */
function watched(tip: Link, settings: Settings) {
  const looks: unknown[] = []
  const client = clientWith(line, tip)
  const denials = createDenials({
    block: (selector) => {
      looks.push(selector)
      return client(selector)
    },
    links: createLinks(1_000),
    initial: [],
    finalized: () => null,
    walkLimitBlocks: 1,
    ...settings,
  })
  return { denials, looks }
}

/** The line, denied from block 2 on. */
function lineDenied(walkLimitBlocks: number, finalized: Link | null = null) {
  return watched(line[0]!, { initial: [denialOf(line[2]!)], finalized: () => finalized, walkLimitBlocks })
}

describe('a walk', () => {
  test('is bounded, and the next question goes on where it ended', async () => {
    const { denials, looks } = lineDenied(10)
    const verdicts: unknown[] = []
    for (let asked = 0; asked < 4; asked += 1) {
      const before = looks.length
      verdicts.push(await denials.of(line[40]!.hash))
      expect(looks.length - before).toBeLessThanOrEqual(20)
    }
    expect(verdicts).toEqual(
      ['unknown', 'unknown', 'unknown', 'denied'].map((value) => ({ kind: 'ok', value })),
    )
  })

  test('that broke off is begun anew when something else is denied', async () => {
    const { denials } = lineDenied(10)
    await denials.of(line[40]!.hash)
    denials.add(denialOf(line[39]!), line[39]!.hash)
    expect(await denials.of(line[40]!.hash)).toEqual({ kind: 'ok', value: 'denied' })
  })

  test('is not taken for the child of a block that was judged', async () => {
    const { denials, looks } = lineDenied(100)
    await denials.of(line[39]!.hash)
    const before = looks.length
    await denials.of(line[40]!.hash)
    expect(looks.slice(before)).toEqual([{ hash: line[40]!.hash }])
  })

  test('is not taken from the lowest denied height', async () => {
    const { denials, looks } = lineDenied(100)
    denials.add(denialOf({ ...line[1]!, hash: hashOf(0xaaaa) }), hashOf(0xaaaa))
    expect(await denials.of(line[1]!.hash)).toEqual({ kind: 'ok', value: 'good' })
    expect(looks).toEqual([{ hash: line[1]!.hash }])
  })

  test('is not taken along the canonical chain', async () => {
    const initial = [denialOf({ ...line[2]!, hash: hashOf(0xffff) })]
    const { denials, looks } = watched(line[40]!, { initial })
    expect(await denials.of(line[40]!.hash)).toEqual({ kind: 'ok', value: 'good' })
    expect(looks).toEqual([{ hash: line[40]!.hash }, { number: 40 }, { number: 2 }])
  })

  test('needs no look at denials below what is finalized', async () => {
    const initial = [2, 3, 4].map((number) => denialOf({ ...line[number]!, hash: hashOf(0xf000 + number) }))
    const { denials, looks } = watched(line[40]!, { initial, finalized: () => line[3]! })
    expect(await denials.of(line[40]!.hash)).toEqual({ kind: 'ok', value: 'good' })
    expect(looks).toEqual([{ hash: line[40]!.hash }, { number: 40 }, { number: 3 }, { number: 4 }])
  })
})

test('a head out of nowhere is unknown while a denied height is above what is finalized', async () => {
  const nowhere = hashOf(0xabcd)
  expect(await lineDenied(10).denials.of(nowhere)).toEqual({ kind: 'ok', value: 'unknown' })
  expect(await lineDenied(10, line[1]).denials.of(nowhere)).toEqual({ kind: 'ok', value: 'unknown' })
  expect(await lineDenied(10, line[2]).denials.of(nowhere)).toEqual({ kind: 'ok', value: 'good' })
})

test('trouble of the client is passed on, and is no verdict', async () => {
  const trouble = { kind: 'unreachable', detail: 'gone' } as const
  const denials = createDenials({
    block: async () => trouble,
    links: createLinks(10),
    initial: [denialOf(line[2]!)],
    finalized: () => null,
    walkLimitBlocks: 10,
  })
  expect(await denials.of(line[5]!.hash)).toEqual(trouble)
})

test('without a denial nobody is asked', async () => {
  const asked: unknown[] = []
  const denials = createDenials({
    block: async (selector) => {
      asked.push(selector)
      return { kind: 'ok', value: null }
    },
    links: createLinks(10),
    initial: [],
    finalized: () => null,
    walkLimitBlocks: 10,
  })
  expect(await denials.of(line[5]!.hash)).toEqual({ kind: 'ok', value: 'good' })
  expect(asked).toEqual([])
})

describe('a payload', () => {
  const offer = (parent: Link, depositsOnly: boolean, hash = hashOf(0xbeef)) =>
    ({ number: parent.number + 1, hash, parentHash: parent.hash, depositsOnly }) as const

  test.each([
    ['on a good parent', offer(line[1]!, false), 'good'],
    ['that is denied itself', offer(line[1]!, false, line[2]!.hash), 'denied'],
    ['on a denied parent', offer(line[2]!, false), 'denied'],
    ['on a descendant of a denied block', offer(line[30]!, false), 'denied'],
    ['of deposits on a good parent', offer(line[1]!, true), 'good'],
    ['of deposits that a denial names', offer(line[1]!, true, line[2]!.hash), 'good'],
    ['of deposits on a denied parent', offer(line[2]!, true), 'denied'],
    ['on a parent that nobody knows', offer({ ...line[1]!, hash: hashOf(0xabcd) }, false), 'unknown'],
  ])('%s is %3$s', async (_name, block, value) => {
    expect(await lineDenied(100).denials.ofPayload(block)).toEqual({ kind: 'ok', value })
  })
})
