import { describe, expect, it } from 'vitest'
import { geth, type Personality, reth } from '../../src/adapters/memory/execution-client/personality.ts'
import { until } from '../gossip/until.ts'
import {
  asked,
  blocked,
  blockerOf,
  causes,
  forkchoices,
  openAtFive,
  passed,
  watchSafe,
  well,
} from './support/fault-story.ts'
import { refOf } from './support/l2.ts'
import type { World } from './support/world.ts'

const everyEnd = ['client', 'rollupNode', 'l1'] as const
const anHourMs = 3_600_000
const line = (world: World, number: number): string => Object.values(refOf(world.l2.at(number))).join(' ')

function foreignSafe(world: World, number: number): void {
  world.client.control.foreignMove({ safe: refOf(world.l2.at(number)).hash })
}

describe('a client that is restarted underneath', () => {
  it.each<[Personality, number[], string[]]>([
    [geth, [5, 0, 5, 8], ['anchor 0', 'attested 5', 'reassert 5', 'attested 8']],
    [reth, [5, 8], ['anchor 0', 'attested 5', 'attested 8']],
  ])('shows what was promoted again, and the next block then: $name', async (personality, safe, because) => {
    const world = await openAtFive({ personality })
    const seen = watchSafe(world)
    world.client.control.restart()
    await passed(world, 10, ['client'])
    await until('safe is where it was', () => world.client.control.labels().safe?.number === 5)
    await world.attest(world.l2.at(8))
    await world.promoted(8)
    await well(world)
    expect(seen).toEqual(safe)
    expect(causes(world)).toEqual(because)
  })

  it('is away meanwhile', async () => {
    const world = await openAtFive()
    const seen = watchSafe(world)
    await world.proxies.client.fail('away')
    world.client.control.restart()
    await blocked(world, 'holding', 'engine/unreachable')
    await world.attest(world.l2.at(8))
    await world.proxies.client.fail(null)
    await world.promoted(8)
    await well(world)
    expect(seen[1]).toBe(0)
    expect(seen.slice(2)).toEqual(seen.slice(2).toSorted((a, b) => a - b))
    expect(causes(world).at(-1)).toBe('attested 8')
  })

  it('has lost its newest blocks, until its node brings them back', async () => {
    const world = await openAtFive()
    const seen = watchSafe(world)
    world.client.control.foreignMove({ head: refOf(world.l2.at(3)).hash })
    world.client.control.restart()
    await blocked(world, 'holding', 'engine/behind')
    await world.attest(world.l2.at(8))
    const sent = forkchoices(world).length
    await passed(world, 10, everyEnd)
    expect(blockerOf(world, 'engine/behind')).toMatchObject({ expected: 'head at or above 5', seen: '3' })
    expect(forkchoices(world)).toHaveLength(sent)
    expect(world.follower().status().heads.crossSafe).toEqual(refOf(world.l2.at(5)))

    await world.extend(1)
    await world.promoted(8)
    await well(world)
    expect(seen).toEqual([5, 0, 5, 8])
  })
})

describe('somebody else who moves safe', () => {
  it('above ours: nothing is sent below it, and an attested block that reaches it is promoted', async () => {
    const world = await openAtFive()
    const seen = watchSafe(world)
    foreignSafe(world, 8)
    await blocked(world, 'holding', 'engine/foreign-writer')
    const sent = forkchoices(world).length
    await world.attest(world.l2.at(7))
    await passed(world, 20, everyEnd)
    expect(world.follower().explain().blockers).toMatchObject([
      { code: 'engine/foreign-writer', expected: line(world, 5), seen: line(world, 8) },
    ])
    expect(forkchoices(world)).toHaveLength(sent)

    await world.attest(world.l2.at(9))
    await world.promoted(9)
    await well(world)
    expect(seen).toEqual([5, 8, 9])
  })

  it('exactly to the block that is attested next: that counts once it is attested', async () => {
    const world = await openAtFive()
    const seen = watchSafe(world)
    foreignSafe(world, 8)
    await blocked(world, 'holding', 'engine/foreign-writer')
    await world.attest(world.l2.at(8))
    await world.promoted(8)
    await well(world)
    expect(seen).toEqual([5, 8])
  })

  it('above ours: the next forkchoice of the node says ours again, and what waited is promoted', async () => {
    const world = await openAtFive()
    const seen = watchSafe(world)
    foreignSafe(world, 8)
    await blocked(world, 'holding', 'engine/foreign-writer')
    await world.attest(world.l2.at(7))
    await world.extend(1)
    await world.promoted(7)
    await well(world)
    expect(seen).toEqual([5, 8, 5, 7])
  })

  it('to another branch: it is left there until a block is attested', async () => {
    const world = await openAtFive()
    const seen = watchSafe(world)
    const rival = world.l2.rivalOf(4)
    world.client.control.addBlocks([rival])
    world.client.control.foreignMove({ safe: refOf(rival).hash })
    await blocked(world, 'holding', 'engine/foreign-writer')
    const sent = forkchoices(world).length
    await passed(world, 20, everyEnd)
    expect(blockerOf(world, 'engine/foreign-writer')).toMatchObject({
      expected: line(world, 5),
      seen: `4 ${refOf(rival).hash}`,
    })
    expect(forkchoices(world)).toHaveLength(sent)

    await world.attest(world.l2.at(8))
    await world.promoted(8)
    await well(world)
    expect(seen).toEqual([5, 4, 8])
  })

  it('below ours, as often as we say ours: said again a few times, then no more before the recheck', async () => {
    const world = await openAtFive({ limits: { reassertTries: 2 }, delays: { holdRecheckMs: anHourMs } })
    const seen = watchSafe(world)
    world.follower().on('promoted', () => foreignSafe(world, 3))
    foreignSafe(world, 3)
    await blocked(world, 'holding', 'engine/foreign-writer')
    await passed(world, 20, everyEnd)
    expect(blockerOf(world, 'engine/foreign-writer').detail).toContain('lowered 2 times')
    expect(asked(world, world.l2.at(5))).toBe(3)
    expect(causes(world)).toEqual(['anchor 0', 'attested 5', 'reassert 5', 'reassert 5'])
    expect(seen).toEqual([5, 3, 5, 3, 5, 3])
  })

  it('below ours for ever: said ever less often, and promoted on when that ends', async () => {
    const holdRecheckMs = 20
    const world = await openAtFive({ delays: { holdRecheckMs } })
    const stop = world.follower().on('promoted', () => foreignSafe(world, 3))
    foreignSafe(world, 3)
    await until('it rests eight times as long as at first', () => restMs(world) >= 8 * holdRecheckMs)
    stop()
    await world.attest(world.l2.at(8))
    await world.promoted(8)
    await well(world)
    expect(causes(world).at(-1)).toBe('attested 8')
  })

  it('below ours before we can read it: unconfirmed, and promoted when that ends', async () => {
    const world = await openAtFive({ delays: { holdRecheckMs: 100 } })
    const stop = world.client.control.watch(({ safe }) => void (safe?.number === 8 && foreignSafe(world, 5)))
    await world.attest(world.l2.at(8))
    await blocked(world, 'holding', 'engine/unconfirmed')
    expect(blockerOf(world, 'engine/unconfirmed')).toMatchObject({
      expected: line(world, 8),
      seen: line(world, 5),
    })
    stop()
    await world.promoted(8)
    await well(world)
  })
})

/** How long the follower rests until it looks again; 0 while it does not rest. */
function restMs(world: World): number {
  const { state, deadline } = world.follower().explain()
  return state === 'holding' ? (deadline?.withinMs ?? 0) : 0
}
