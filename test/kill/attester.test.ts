import { afterAll, describe, expect, test } from 'vitest'
import type { BlockRef } from '../../machines/values.ts'
import { until } from '../gossip/until.ts'
import { keepStandby } from './standby.ts'
import type { Victim } from './victim.ts'
import { openWorld, type World } from './world.ts'

const deadlineMs = 20_000
const options = { timeout: 60_000 }

const standby = keepStandby('attester-child.ts')
afterAll(standby.close)

/** What happens to one statement, in this order. */
const points = [
  'intend',
  'sign cross-safe-heads',
  'sign cross-safe-blocks',
  'record signed',
  'publish cross-safe-heads',
  'publish cross-safe-blocks',
]
const kills = points.flatMap((point) => [
  { point, nth: 1, when: 'before' as const },
  { point, nth: 1, when: 'after' as const },
])
const [beforeAnything, ...bound] = kills

describe('an attester whose source changes its mind while it is dead', () => {
  test.each(bound)('refuses, killed $when $point', options, async (killAt) => {
    const world = await openWorld()
    const standing = crossSafe(world)
    await dieAt(world, killAt)
    const rival = world.turn(standing.number)

    const attester = startAgain(world)
    await until('it refuses', () => refuses(attester, standing, rival), deadlineMs)
    expect(world.wire.wasAttested(rival.hash)).toBe(false)

    world.turnBack()
    await until('it attests', () => world.wire.wasAttested(standing.hash), deadlineMs)
    await goesOn(world)
    expect(world.violations()).toEqual([])
  })

  test('signs what the source says now, killed before it had meant to sign anything', options, async () => {
    const world = await openWorld()
    const standing = crossSafe(world)
    await dieAt(world, beforeAnything!)
    const rival = world.turn(standing.number)

    startAgain(world)
    await until('it attests', () => world.wire.wasAttested(rival.hash), deadlineMs)
    expect(world.wire.wasAttested(standing.hash)).toBe(false)
    expect(world.violations()).toEqual([])
  })

  test.each(kills.slice(-6))(
    'signs anew across an L1 reorg, killed $when $point',
    options,
    async (killAt) => {
      const world = await openWorld()
      const standing = crossSafe(world)
      await dieAt(world, killAt)
      const { number } = world.source.status().current_l1
      world.source.readL1(world.l1.chain.reorg(number, 'another', number + 1))
      const rival = world.turn(standing.number)

      startAgain(world)
      await until('it attests the other', () => world.wire.wasAttested(rival.hash), deadlineMs)
      expect(world.violations()).toEqual([])
    },
  )
})

async function dieAt(world: World, killAt: (typeof kills)[number]): Promise<void> {
  const victim = standby.next()
  victim.start(world.attesterOrders(killAt))
  await victim.died()
}

function startAgain(world: World): Victim {
  const attester = standby.next()
  attester.start(world.attesterOrders())
  return attester
}

function crossSafe({ source }: World): BlockRef {
  const { number, hash } = source.status().safe_l2
  return { number, hash }
}

function refuses({ news }: Victim, expected: BlockRef, seen: BlockRef): boolean {
  const refusals = news.filter((item) => item.kind === 'refused').map(({ refusal }) => refusal)
  return refusals.some(
    (refusal) =>
      refusal.reason === 'would-equivocate' &&
      refusal.expected?.hash === expected.hash &&
      refusal.seen?.hash === seen.hash,
  )
}

async function goesOn(world: World): Promise<void> {
  world.grow()
  world.grow()
  const { hash } = crossSafe(world)
  await until('it attests the newest head', () => world.wire.newest()?.hash === hash, deadlineMs)
}
