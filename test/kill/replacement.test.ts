import { afterAll, expect, test } from 'vitest'
import { sameBlock } from '../../machines/values.ts'
import { until } from '../gossip/until.ts'
import { goalDeadlineMs, safeReachesNewestHead } from './goals.ts'
import { startNeighbour } from './neighbour.ts'
import { keepStandby } from './standby.ts'
import type { Victim } from './victim.ts'
import { openWorld } from './world.ts'

const standby = keepStandby(import.meta.resolve('./follower-child.ts'))
afterAll(standby.close)

/** Every write to the disk and every forkchoice between the decision to replace a block and its end. */
const points = [
  'record denied',
  'forkchoice of replacement',
  'intend replacement',
  'record promoted replacement',
] as const
const kills = points.flatMap((point) => [
  { point, nth: 1, when: 'before' as const },
  { point, nth: 1, when: 'after' as const },
])

test.each(kills)(
  'a follower killed $when $point carries the replacement through',
  { timeout: 240_000 },
  async (killAt) => {
    const world = await openWorld()
    const { client, source } = world
    world.catchUp()
    startNeighbour(world)
    const victim = standby.next()
    victim.start(world.followerOrders(killAt))
    const parent = source.status().safe_l2
    await until('the parent is safe', () => sameBlock(client.control.labels().safe, parent), goalDeadlineMs)
    for (const _ of ['the block to replace', 'one on top', 'and another']) world.grow()
    world.node.derive(parent.number + 3)

    const replacement = world.replace(parent.number + 1)
    await victim.died()
    const next = standby.next()
    next.start(world.followerOrders())
    await until('its node is told to reset', () => isNodeRefused(next), goalDeadlineMs)
    world.comeOver(replacement.number)
    await until(
      'the replacement is safe',
      () => sameBlock(client.control.labels().safe, replacement),
      goalDeadlineMs,
    )
    expect(client.control.labels().head).toEqual(replacement)

    world.run()
    await until('blocks follow', () => world.l2.chain.head().number > replacement.number + 4, goalDeadlineMs)
    await safeReachesNewestHead(world)
    expect(world.l2.chain.at(replacement.number)!.hash).toBe(replacement.hash)
    expect(world.violations()).toEqual([])
  },
)

function isNodeRefused({ news }: Victim): boolean {
  return news.some(({ kind }) => kind === 'node-refused')
}
