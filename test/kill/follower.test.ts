import { afterAll, expect, test } from 'vitest'
import { sameBlock } from '../../machines/values.ts'
import { until } from '../gossip/until.ts'
import { startNeighbour } from './neighbour.ts'
import { keepStandby } from './standby.ts'
import { openWorld, type World } from './world.ts'

const deadlineMs = 20_000
const promotionsAfterwards = 2

const standby = keepStandby('follower-child.ts')
afterAll(standby.close)

/** Every write to the disk and every forkchoice, of a first start and of the promotions after it. */
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
  { timeout: 60_000 },
  async (killAt) => {
    const world = await openWorld()
    startNeighbour(world)
    world.run()
    const victim = standby.next()
    victim.start(world.followerOrders(killAt))
    await victim.died()
    const seenBefore = world.safe.seen.length

    standby.next().start(world.followerOrders())
    await until(
      'it promotes again',
      () => world.safe.seen.length >= Math.max(seenBefore, 2) + promotionsAfterwards,
      deadlineMs,
    )
    world.settle()
    await until('safe is the newest attested head', () => isSettled(world), deadlineMs)
    expect(world.violations()).toEqual([])
  },
)

function isSettled({ client, wire, l2 }: World): boolean {
  const { safe } = client.control.labels()
  return sameBlock(safe, wire.newest()) && safe?.number === l2.chain.head().number
}
