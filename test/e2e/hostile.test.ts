import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GossipVerdict } from '../../src/ports/gossip.ts'
import { compress } from '../../src/wire/compression.ts'
import { topicName } from '../../src/wire/topics.ts'
import { floods } from '../gossip/floods.ts'
import { type HostilePeer, openHostilePeer } from '../gossip/hostile-peer.ts'
import { attesterKey } from '../gossip/statements.ts'
import { until } from '../gossip/until.ts'
import { chainId } from './support/follower-config.ts'
import { forgeries } from './support/forgeries.ts'
import { safeMoves } from './support/safe-moves.ts'
import { statement } from './support/statements.ts'
import { openWorld, type World } from './support/world.ts'

const graylist = -40

/** Block 8 is derived, and nobody who counts has attested anything. */
describe('a follower among forgers', { timeout: 60_000 }, () => {
  let world: World

  beforeAll(async () => {
    world = await openWorld({ l2Blocks: 12, derived: 12 })
  })
  afterAll(() => world.close())

  it.concurrent.each(forgeries)('promotes nothing for $of', async ({ verdict, topic, wire }) => {
    const forger = await intrude(world)
    await forger.send(topicName(topic, chainId), wire(world.l2.at(8), world.view(30)))
    const rejected = verdict === null || verdict.startsWith('reject')
    await until('it is judged', () =>
      rejected ? isGraylisted(world, forger) : verdictsOn(world, forger).length === 1,
    )
    await world.quiet()
    expect(verdictsOn(world, forger)).toEqual(verdict === null ? [] : [verdict])
    const [kind, reason = ''] = verdict?.split(' ') ?? []
    const isSuspect = kind === 'reject' || reason === 'unknown-signer'
    expect(world.seat.told.warned.includes(reason)).toBe(isSuspect)
    expect(isGraylisted(world, forger)).toBe(rejected)
    expect(world.follower().status().heads).toMatchObject({ crossSafe: { number: 0 }, attested: null })
    expect(safeMoves(world.proxies.client)).toHaveLength(1)
    await forger.close()
  })

  it('promotes for the genuine statement, whoever hands it over', async () => {
    const relay = await intrude(world)
    const saying = { chainId, key: attesterKey, l1View: world.view(30), issuedAtMs: Date.now() }
    const genuine = statement(world.l2.at(8), { ...saying, topic: 'cross-safe-heads' })
    await relay.send(topicName('cross-safe-heads', chainId), compress(genuine))
    await world.promoted(8)
    await relay.close()
  })
})

/** An honest attester speaks every few moments, a block each time. */
describe('a follower that promotes while it is flooded', { timeout: 60_000 }, () => {
  const leaving = new AbortController()
  let world: World
  let going: Promise<void>

  beforeAll(async () => {
    world = await openWorld()
    going = keepPromoting(world, leaving.signal)
  })
  afterAll(async () => {
    leaving.abort()
    await going
    await world.close()
  })

  it.concurrent.each(floods)('graylists who sends $of, and goes on', async ({ verdict, messages, send }) => {
    const flooder = await intrude(world)
    for (let n = 0; n < messages; n++) await send(flooder, n)
    await until('it is graylisted', () => isGraylisted(world, flooder))
    expect(new Set(verdictsOn(world, flooder))).toEqual(new Set(verdict === null ? [] : [verdict]))

    const before = crossSafeNumber(world)
    await until('promotions go on', () => crossSafeNumber(world) > before + 1)
    const { peerId } = world.hand.gossip
    expect(scoreOf(world, peerId)).toBeGreaterThanOrEqual(0)
    expect(new Set(world.seat.verdictsOn(peerId).map(told))).toEqual(new Set(['accept']))
    expect(world.violations()).toEqual([])
    await flooder.close()
  })
})

async function keepPromoting(world: World, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await world.extend(1)
    const { blockNumber } = world.l2.head().payload
    world.derivation.derive(blockNumber)
    await world.attest(world.l2.head())
    await world.promoted(blockNumber)
  }
}

function intrude(world: World): Promise<HostilePeer> {
  return openHostilePeer(world.follower().addresses()[0]!)
}

function scoreOf(world: World, id: string): number {
  return (
    world
      .follower()
      .peers()
      .find((peer) => peer.id === id)?.score ?? 0
  )
}

function isGraylisted(world: World, { id }: HostilePeer): boolean {
  return scoreOf(world, id) < graylist
}

function verdictsOn(world: World, { id }: HostilePeer): readonly string[] {
  return world.seat.verdictsOn(id).map(told)
}

function told(verdict: GossipVerdict): string {
  return verdict.kind === 'accept' ? 'accept' : `${verdict.kind} ${verdict.reason}`
}

function crossSafeNumber(world: World): number {
  return world.follower().status().heads.crossSafe?.number ?? 0
}
