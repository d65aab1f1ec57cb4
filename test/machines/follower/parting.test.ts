import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Blocker, blockers } from '../../../machines/follower/blockers.ts'
import { candidate } from '../../../machines/follower/candidate.ts'
import { wantedHeads } from '../../../machines/follower/questions.ts'
import { headsBetween } from '../../../machines/gossip/heads.ts'
import { standalone } from './explore.ts'
import type { FollowerSnapshot } from './key.ts'
import { next } from './next.ts'
import { hears, heights, reads, search, settle, type World } from './search.ts'
import { attests, block, honest, other, viewX } from './world.ts'

describe('the search for the lowest height that differs', () => {
  const worlds = fc
    .record({
      attested: fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 200 }),
      replacedAt: fc.integer({ min: 1, max: 420 }),
    })
    .map((world) => ({ ...world, derived: 400 }))

  it('ends at the block to be replaced, at a gap below it, or with the highest block promoted', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { snapshot } = search(world)
        const { crossSafe } = snapshot.context
        const ours = world.attested.filter((n) => n < world.replacedAt)
        const theirs = world.attested.filter((n) => n >= world.replacedAt)
        expect(crossSafe?.number).toBe(Math.max(0, ...ours))
        const lowest = Math.min(...theirs)
        if (theirs.length === 0) expect(snapshot.value).toBe('awaitingAttestation')
        else if (lowest === crossSafe!.number + 1) expect(snapshot.value).toBe('replacing')
        else expect(gapOf(snapshot)?.seen).toContain(`${lowest} `)
      }),
      { numRuns: 60 },
    )
  })

  it('takes ten examinations for a thousand heads', () => {
    const attested = heights(1, 1000)
    const steps = [1, 2, 500, 501, 999, 1000].map(
      (replacedAt) => search({ attested, derived: 1000, replacedAt }).examinations,
    )
    expect(Math.max(...steps)).toBeLessThanOrEqual(12)
  })

  it('goes on with the heads that the peers are asked for, until the block to be replaced is found', () => {
    const world: World = { attested: [1000], derived: 1000, replacedAt: 700 }
    let { snapshot } = search(world)
    const asked: number[] = []
    for (let round = 0; round < 10 && snapshot.value !== 'replacing'; round += 1) {
      const wanted = wantedHeads(snapshot.context).ranges.flatMap(({ from, count }) =>
        heights(from, from + count - 1),
      )
      asked.push(wanted.length)
      snapshot = wanted.reduce((at, n) => next(standalone, at, hears(world, n)), snapshot)
      snapshot = settle(snapshot).snapshot
    }
    expect(snapshot.value).toBe('replacing')
    expect(snapshot.context.replacement?.at).toEqual(block(700, 'r'))
    expect(asked).toEqual([128, expect.toSatisfy((count: number) => count <= 128)])
  })
})

describe('a block far above the cross-safe head that differs', () => {
  const world: World = { attested: [10], derived: 10, replacedAt: 8 }
  const { snapshot } = search(world)

  it('is a gap, which says what is known', () => {
    expect(snapshot.value).toBe('holding')
    expect(gapOf(snapshot)).toEqual({
      code: 'attestation/gap',
      detail: 'the peers are asked for what is attested in between',
      expected: 'an attestation between 0 and 10',
      seen: '10 0x10r, which is not on our chain',
    })
  })

  it('has everything in between asked for', () => {
    expect(wantedHeads(snapshot.context)).toEqual({ ranges: [{ from: 1, count: 9 }] })
  })

  it('is followed by news only where they stand twice as far above, so that the hold comes to its end', () => {
    const grown = next(standalone, snapshot, reads({ ...world, derived: 30 }, snapshot))
    const [soon, later] = [19, 20].map((n) => next(standalone, grown, hears(world, n)))
    expect([soon?.value, later?.value]).toEqual(['holding', 'consolidating'])
    expect(later?.context.examined).toEqual(block(20, 'r'))
  })

  it('is forgotten when the node derives below it again, and looked at anew after the recheck', () => {
    const reset = next(standalone, snapshot, reads({ ...world, derived: 9 }, snapshot))
    expect(reset.context.parting).toEqual([])
    const again = next(standalone, snapshot, { type: 'xstate.after.holdRecheck.follower.holding' })
    expect([again.value, again.context.examined]).toEqual(['consolidating', block(10, 'r')])
  })

  it('is forgotten with the statements that named it', () => {
    const context = { ...snapshot.context, discarded: [`${honest}:10:0x10r`] }
    expect([gapOf({ context }), candidate(context)]).toEqual([undefined, null])
  })

  it.each([[[10]], [[8, 10]]])('makes room for a rival at its height, which may be ours', (attested) => {
    const rival = { type: 'attestation.accepted', attestation: attests(other, block(10, 'a'), viewX) }
    const heard = next(standalone, search({ ...world, attested }).snapshot, rival)
    expect(heard.context.examined).toEqual(block(10, 'a'))
    const { value, context } = settle(heard).snapshot
    expect([value, context.crossSafe?.hash]).toEqual(['awaitingAttestation', '0x10a'])
  })
})

describe('all that is attested waits above local-safe', () => {
  const world: World = { attested: [12], derived: 7, replacedAt: 5 }
  const { snapshot } = search(world)

  it('so the head at local-safe is asked for, because only there it can be compared', () => {
    expect(snapshot.value).toBe('awaitingDerivation')
    expect(wantedHeads(snapshot.context)).toEqual({ ranges: [{ from: 7, count: 1 }] })
  })

  it('and nothing when local-safe stands at cross-safe, when something below is attested, or in a halt', () => {
    const { context } = snapshot
    const standing = { ...context, derivation: { ...context.derivation, tip: block(0, 'a') } }
    const attested = next(standalone, snapshot, hears({ ...world, replacedAt: 20 }, 3)).context
    const evidence = {
      id: 'e',
      kind: 'mismatch',
      statements: [],
      expected: null,
      seen: block(1, 'r'),
    } as const
    const halted = { ...context, openEvidence: { ...evidence, detail: '', halts: true } }
    for (const at of [standing, attested, halted]) expect(wantedHeads(at)).toEqual({ ranges: [] })
  })
})

it('never asks for more than 128 heads at once, nor for one outside of the gap or twice', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.nat(5000), (lower, heightsBetween) => {
      const upper = lower + heightsBetween + 1
      const { ranges } = headsBetween(lower, upper)
      const asked = ranges.flatMap(({ from, count }) => heights(from, from + count - 1))
      expect(asked.length).toBe(Math.min(heightsBetween, 128))
      expect(ranges.length).toBeLessThanOrEqual(16)
      expect(new Set(asked).size).toBe(asked.length)
      expect(asked.every((n) => n > lower && n < upper)).toBe(true)
      if (asked.length > 0) expect([asked[0], asked.at(-1)]).toEqual([lower + 1, upper - 1])
    }),
  )
})

function gapOf({ context }: Pick<FollowerSnapshot, 'context'>): Blocker | undefined {
  return blockers(context).find(({ code }) => code === 'attestation/gap')
}
