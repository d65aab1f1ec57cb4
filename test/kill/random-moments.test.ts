import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { until } from '../gossip/until.ts'
import { createRandom, type Random } from '../wire/random.ts'
import { goalDeadlineMs, refuses, safeReachesNewestHead } from './goals.ts'
import type { Orders } from './orders.ts'
import { keepStandby, type Standby } from './standby.ts'
import type { Victim } from './victim.ts'
import { openWorld, type World } from './world.ts'

const killsEach = 50
/** A victim is killed while it opens, or after at most so many of its deeds were seen from outside. */
const limitDeeds = 2
const limitOpeningMs = 400
const limitJitterMs = 40

const seed = Number(process.env.KILL_SEED ?? randomInt(2 ** 31))

const followers = keepStandby(import.meta.resolve('./follower-child.ts'))
const attesters = keepStandby(import.meta.resolve('./attester-child.ts'))
afterAll(() => Promise.all([followers.close(), attesters.close()]))

interface Role {
  readonly standby: Standby
  readonly orders: () => Orders
  /** How much of what it does was seen from outside so far. */
  readonly deeds: () => number
}

test(`follower and attester, each killed ${killsEach} times at random moments of seed ${seed}`, {
  timeout: 600_000,
}, async () => {
  const world = await openWorld()
  world.run()
  const follower: Role = {
    standby: followers,
    orders: () => world.followerOrders(),
    deeds: () => world.safe.seen.length,
  }
  const attester: Role = {
    standby: attesters,
    orders: () => world.attesterOrders(),
    deeds: () => world.wire.heads().length,
  }
  await Promise.all([
    liveAndDie(follower, createRandom(seed), nothingElse),
    liveAndDie(attester, createRandom(seed + 1), changeMind(world, createRandom(seed + 2))),
  ])
  await safeReachesNewestHead(world)
  expect(world.violations()).toEqual([])
})

/** What happens in the world around a kill; answers what the next life has to go through first. */
type Around = () => (next: Victim) => Promise<void>

const nothingElse: Around = () => async () => {}

/** Once in a while the source changes its mind about the newest head just before the attester dies. */
function changeMind(world: World, random: Random): Around {
  return () => {
    const newest = world.wire.newest()
    if (newest === null || random.below(5) > 0) return async () => {}
    const rival = world.turn(newest.number)
    return async (next) => {
      await refuses(next, newest, rival)
      world.turnBack()
    }
  }
}

/** Life after life; the one after the last kill goes on. */
async function liveAndDie({ standby, orders, deeds }: Role, random: Random, around: Around): Promise<void> {
  const rise = (): Victim => {
    const victim = standby.next()
    victim.start(orders())
    return victim
  }
  let victim = rise()
  for (let kill = 0; kill < killsEach; kill++) {
    await randomMoment(random, deeds)
    expect(victim.isDead(), 'it died by itself').toBe(false)
    const comeBack = around()
    await victim.kill()
    victim = rise()
    await comeBack(victim)
  }
}

async function randomMoment(random: Random, deeds: () => number): Promise<void> {
  const awaited = random.below(limitDeeds + 1)
  const before = deeds()
  await until('it does something', () => deeds() >= before + awaited, goalDeadlineMs)
  await sleep(random.below(awaited === 0 ? limitOpeningMs : limitJitterMs))
}
