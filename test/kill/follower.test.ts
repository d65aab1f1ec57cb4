import { afterAll, expect, test } from 'vitest'
import { until } from '../gossip/until.ts'
import { goalDeadlineMs, safeReachesNewestHead } from './goals.ts'
import { startNeighbour } from './neighbour.ts'
import { keepStandby } from './standby.ts'
import { openWorld } from './world.ts'

const standby = keepStandby(import.meta.resolve('./follower-child.ts'))
afterAll(standby.close)

/** Every write to the disk and every forkchoice, of a first start and of the first promotion after it. */
const points = [
  { point: 'intend anchor', nth: 1 },
  { point: 'forkchoice of head', nth: 1 },
  { point: 'forkchoice of safe', nth: 1 },
  { point: 'record trusted-base', nth: 1 },
  { point: 'record promoted anchor', nth: 1 },
  { point: 'save attestation', nth: 1 },
  { point: 'intend attested', nth: 1 },
  { point: 'forkchoice of safe', nth: 2 },
  { point: 'record promoted attested', nth: 1 },
  { point: 'forkchoice of head', nth: 4 },
]
const kills = points.flatMap((each) => [
  { ...each, when: 'before' as const },
  { ...each, when: 'after' as const },
])

test.each(kills)(
  'a follower killed $when $point, time $nth, goes on',
  { timeout: 240_000 },
  async (killAt) => {
    const world = await openWorld()
    startNeighbour(world)
    world.run()
    const victim = standby.next()
    victim.start(world.followerOrders(killAt))
    await victim.died()
    const seenBefore = world.safe.seen.length

    standby.next().start(world.followerOrders())
    await until('it promotes again', () => world.safe.seen.length > Math.max(seenBefore, 2), goalDeadlineMs)
    await safeReachesNewestHead(world)
    expect(world.violations()).toEqual([])
  },
)

test('a label that is set again takes nothing back that was sent before', { timeout: 240_000 }, async () => {
  const world = await openWorld()
  startNeighbour(world)
  world.run()
  const victim = standby.next()
  victim.start(world.followerOrders({ point: 'forkchoice of safe', nth: 3, when: 'before' }))
  await victim.died()
  world.restartClient()

  // The client's safe fell back. Setting it again asserts what was intended last, and dies after that.
  const second = standby.next()
  const killAt = { point: 'forkchoice of safe', nth: 1, when: 'after' } as const
  second.start(world.followerOrders(killAt, 'intend reassert'))
  await second.died()

  standby.next().start(world.followerOrders())
  await safeReachesNewestHead(world)
  expect(world.violations()).toEqual([])
})
