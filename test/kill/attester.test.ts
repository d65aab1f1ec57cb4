import { afterAll, describe, expect, test } from 'vitest'
import type { BlockRef } from '../../machines/values.ts'
import { attests, refuses } from './goals.ts'
import { keepStandby } from './standby.ts'
import type { KillPoint } from './tripwire.ts'
import type { Victim } from './victim.ts'
import { openWorld, type World } from './world.ts'

const options = { timeout: 240_000 }

const standby = keepStandby(import.meta.resolve('./attester-child.ts'))
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
const beforeAnything: KillPoint = { point: 'intend', nth: 1, when: 'before' }
const bound: readonly KillPoint[] = [
  { point: 'intend', nth: 1, when: 'after' },
  ...points.slice(1).flatMap((point): KillPoint[] => [
    { point, nth: 1, when: 'before' },
    { point, nth: 1, when: 'after' },
  ]),
]
const acrossReorg = bound.filter(({ point }) => point === 'intend' || point === 'publish cross-safe-heads')

describe('an attester whose source changes its mind while it is dead', () => {
  test.each(bound)('refuses, and then goes on: killed $when $point', options, async (killAt) => {
    const world = await openWorld()
    const standing = crossSafe(world)
    await dieAt(world, killAt)
    const rival = world.turn(standing.number)

    await refuses(startAgain(world), standing, rival)
    expect(world.wire.wasAttested(rival.hash)).toBe(false)

    world.turnBack()
    await attests(world, standing)
    world.grow()
    await attests(world, crossSafe(world))
    expect(world.violations()).toEqual([])
  })

  test('signs what the source says now: killed before it meant to sign anything', options, async () => {
    const world = await openWorld()
    const standing = crossSafe(world)
    await dieAt(world, beforeAnything)
    const rival = world.turn(standing.number)

    startAgain(world)
    await attests(world, rival)
    expect(world.wire.wasAttested(standing.hash)).toBe(false)
    expect(world.violations()).toEqual([])
  })

  test.each(acrossReorg)(
    'signs the other across an L1 reorg: killed $when $point',
    options,
    async (killAt) => {
      const world = await openWorld()
      const standing = crossSafe(world)
      await dieAt(world, killAt)
      world.reorgL1()
      const rival = world.turn(standing.number)

      startAgain(world)
      await attests(world, rival)
      expect(world.violations()).toEqual([])
    },
  )
})

async function dieAt(world: World, killAt: KillPoint): Promise<void> {
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
