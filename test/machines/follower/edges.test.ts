import { afterAll, describe, expect, it, vi } from 'vitest'
import type { Fact } from '../../../machines/follower/facts.ts'
import { wantedHeads } from '../../../machines/follower/questions.ts'
import type { BlockRef } from '../../../machines/values.ts'
import { walksOver } from '../../support/graph/walks.ts'
import type { ModelEvent } from './alphabet.ts'
import { chapters } from './chapters.ts'
import { expectedFacts } from './expected-facts.ts'
import { expectedInput } from './expected-input.ts'
import { type Edge, explore, timersIn, workIn } from './explore.ts'
import { type FollowerSnapshot, keyOf } from './key.ts'
import { type Call, createTheatre, delayMsOf, type Stage } from './stage.ts'

// Every edge of every chapter, made by a real actor: calls are answered, timers fire, links report.

vi.setConfig({ testTimeout: 120_000 })

const theatre = createTheatre()
const counts = { edges: 0, walks: 0, steps: 0 }

describe('every edge is taken by a real actor', () => {
  it.each(chapters)('in "$alphabet.name"', async (chapter) => {
    const { edges, initial } = explore(chapter)
    const walks = walksOver(edges, initial)
    for (const walk of walks) {
      const stage = theatre.open(chapter.input)
      for (const edge of walk) await take(stage, edge)
      stage.stop()
      counts.steps += walk.length
    }
    counts.edges += edges.length
    counts.walks += walks.length
  })

  it('and with them every transition of the chart', () => {
    const missing = [...theatre.transitions.values()].filter((name) => !theatre.taken.has(name))
    expect(missing).toEqual([])
  })
})

afterAll(() => {
  const { edges, walks, steps } = counts
  const transitions = `${theatre.taken.size}/${theatre.transitions.size} transitions`
  console.log(`edges: ${edges} edges in ${walks} walks of ${steps} steps, ${transitions}`)
})

async function take(stage: Stage, { event, to }: Edge): Promise<void> {
  const before = stage.snapshot()
  const asked = stage.callsUnderWay()
  await stage.perform(event)
  const after = stage.snapshot()
  expectSame(event, keyOf(after), to)
  const facts = stage.takeFacts()
  expectSame(event, facts, expectedFacts({ before, event, after }))
  expectQuestions(stage, event, facts)
  expectBases(stage, event, facts)
  expectHeadsWanted(stage, before, event)
  expectWork(stage, event, asked)
}

/** Whatever changes what is missing, the gossip link knows by the time the follower is idle. */
function expectHeadsWanted(stage: Stage, before: FollowerSnapshot, event: ModelEvent): void {
  const { value, context } = stage.snapshot()
  const decided =
    before.value !== value ||
    /^(derivation\.read|consolidation\.read|attestation\.accepted)$/.test(event.type)
  if (!decided || workIn(stage.snapshot()).length > 0) return
  expectSame(event, stage.headsWanted(), wantedHeads(context))
}

/** After a promotion, and when a wait is over, the links are asked about the heads of now. */
function expectQuestions(stage: Stage, event: ModelEvent, facts: readonly Fact[]): void {
  const promoted = facts.some(({ kind }) => kind === 'promoted')
  const waited = /after\.(syncing|attestation|derivation)Deadline|after\.holdRecheck/.test(event.type)
  if (!promoted && !waited) return
  const { crossSafe, promotions } = stage.snapshot().context
  const head = crossSafe === null ? null : bare(crossSafe)
  expectSame(event, stage.questionOf('engine'), { crossSafe: head })
  expectSame(event, stage.questionOf('derivation'), { crossSafe: head, promotions: promotions.map(bare) })
}

/** As soon as more is derived, or something was rebuilt or promoted, the next reading starts from there. */
function expectBases(stage: Stage, event: ModelEvent, facts: readonly Fact[]): void {
  const promoted = facts.some(({ kind }) => kind === 'promoted')
  if (!promoted && !/^(derivation|consolidation)\.read$/.test(event.type)) return
  const { consolidation, crossSafe, promotions, trustedBase, derivation } = stage.snapshot().context
  const known = [consolidation.watermark?.block, crossSafe, ...promotions.toReversed(), trustedBase]
  const bases = known.filter((block) => block !== null && block !== undefined).map(bare)
  const once = new Map(bases.map((block) => [block.hash, block]))
  expectSame(event, stage.questionOf('consolidation'), { bases: [...once.values()], tip: derivation.tip })
}

function bare({ number, hash }: BlockRef): BlockRef {
  return { number, hash }
}

/** Calls under way are those of the state, asked what they must be when they begin, and its timers run. */
function expectWork(stage: Stage, event: ModelEvent, asked: readonly Call[]): void {
  const snapshot = stage.snapshot()
  const calls = stage.callsUnderWay()
  const ids = calls.map(({ id }) => id)
  expectSame(event, ids, workIn(snapshot))
  for (const { id, input } of calls.filter((call) => !asked.includes(call))) {
    expectSame(event, input, expectedInput(snapshot.context, id))
  }
  const timers = timersIn(snapshot).map(({ type }) => delayMsOf(snapshot, type))
  const own = stage.delaysMs().filter((delayMs) => delayMs < linkDelaysFromMs)
  expectSame(event, own, timers)
}

/** Hundreds of thousands of comparisons: only a difference is worth vitest's words. */
function expectSame(event: ModelEvent, seen: unknown, expected: unknown): void {
  if (JSON.stringify(seen) !== JSON.stringify(expected))
    expect({ event, seen }).toEqual({ event, seen: expected })
}

/** The links' own timers are longer than any of the follower's. */
const linkDelaysFromMs = 1_000
