import { afterAll, expect, test } from 'vitest'
import { strangeHash } from '../../src/testing/network.ts'
import { signHead } from '../../src/testing/sign-head.ts'
import { until } from '../gossip/until.ts'
import { goalDeadlineMs, safeReachesNewestHead } from './goals.ts'
import { startNeighbour } from './neighbour.ts'
import { keepStandby } from './standby.ts'
import type { KillPoint } from './tripwire.ts'
import type { Victim } from './victim.ts'
import { chainId, openWorld, type World } from './world.ts'

const options = { timeout: 240_000 }
const sayAgainMs = 100

const standby = keepStandby(import.meta.resolve('./follower-child.ts'))
afterAll(standby.close)

/** A world whose chain stands still, and a statement that contradicts what the follower derives there. */
async function openDispute(): Promise<World> {
  const world = await openWorld()
  world.node.derive(world.l2.chain.head().number)
  startNeighbour(world)
  return world
}

test.each(['before', 'after'] as const)('killed %s the evidence is kept: halted', options, async (when) => {
  const world = await openDispute()
  const victim = start(world, { point: 'record evidence', nth: 1, when })
  await lieUntil(world, victim.isDead)
  await victim.died()

  const next = start(world)
  const evidenceId = await haltOf(next)
  const { safe } = world.client.control.labels()
  world.grow()
  world.catchUp()
  await until('the next head is attested', () => isAttested(world), goalDeadlineMs)
  expect(world.client.control.labels().safe).toEqual(safe)

  next.say({ acknowledge: evidenceId })
  await safeReachesNewestHead(world)
  expect(world.violations()).toEqual([])
})

test.each(['before', 'after'] as const)('killed %s an acknowledgement is kept', options, async (when) => {
  const world = await openDispute()
  const victim = start(world, { point: 'record acknowledged', nth: 1, when })
  await lieUntil(world, () => isHalted(victim))
  victim.say({ acknowledge: await haltOf(victim) })
  await victim.died()

  const next = start(world)
  if (when === 'before') next.say({ acknowledge: await haltOf(next) })
  world.grow()
  await safeReachesNewestHead(world)
  expect(isHalted(next)).toBe(when === 'before')
  expect(world.violations()).toEqual([])
})

function start(world: World, killAt: KillPoint | null = null): Victim {
  const victim = standby.next()
  victim.start(world.followerOrders(killAt))
  return victim
}

/** The attester's key is in other hands too: what they sign is no statement of the attester that is watched. */
async function lieUntil({ l1, l2, signer, hub, source }: World, isOver: () => boolean): Promise<void> {
  const number = source.status().safe_l2.number + 1
  const { timestamp } = l2.chain.at(number)!
  const l1View = l1.chain.at(l1.chain.head().number - 1)!
  const lie = async () => {
    const statement = { number, hash: strangeHash, timestamp, l1View, issuedAtMs: Date.now() }
    await hub.publishUnwatched('cross-safe-heads', await signHead(signer, chainId, statement))
  }
  const repeating = setInterval(() => void lie(), sayAgainMs)
  await until('the lie is found out', isOver, goalDeadlineMs).finally(() => clearInterval(repeating))
}

function isHalted({ news }: Victim): boolean {
  return news.some(({ kind }) => kind === 'halted')
}

async function haltOf(victim: Victim): Promise<string> {
  await until('it says that it is halted', () => isHalted(victim), goalDeadlineMs)
  const halt = victim.news.find((item) => item.kind === 'halted')
  return halt?.evidenceId ?? ''
}

function isAttested({ wire, source }: World): boolean {
  return wire.wasAttested(source.status().safe_l2.hash)
}
