import { expect, it } from 'vitest'
import { addressOf } from '../../src/wire/signing.ts'
import { until } from '../gossip/until.ts'
import { refOf } from './support/l2.ts'
import { openStory, type World } from './support/world.ts'

const keys = [0xa1, 0xb2, 0xc3].map((byte) => new Uint8Array(32).fill(byte))
const [anna, bert, cora] = keys as [Uint8Array, Uint8Array, Uint8Array]

/** The node has derived up to 12; nothing is attested yet. */
async function openFor(keys: readonly Uint8Array[], threshold: number): Promise<World> {
  const world = await openStory({ keys, threshold, l2Blocks: 12 })
  world.derivation.derive(12, 30)
  return world
}

const crossSafe = (world: World) => world.follower().status().heads.crossSafe

it('promotes what two of three say, and nothing that one says', async () => {
  const world = await openFor(keys, 2)
  await world.attest(world.l2.at(4), { key: anna })
  await world.attest(world.l2.at(4), { key: anna, topic: 'cross-safe-blocks' })
  await world.attest(world.l2.at(5), { key: bert })
  await world.quiet()
  expect(crossSafe(world)).toEqual(refOf(world.l2.at(0)))
  expect(world.follower().status().blockers).toContain('attestation/quorum-missing')

  await world.attest(world.l2.at(4), { key: cora, topic: 'cross-safe-blocks' })
  await world.promoted(4)
  await world.attest(world.l2.at(5), { key: anna })
  await world.promoted(5)
  expect(world.violations()).toEqual([])
})

it('mutes an attester that equivocates, keeps the proof, and goes on with the other two', async () => {
  const world = await openFor(keys, 2)
  await world.attest(world.l2.at(5), { key: anna, l1View: world.view(20) })
  await world.attest(world.l2.rivalOf(5), { key: anna, l1View: world.view(21) })
  await world.attest(world.l2.at(5), { key: bert })
  await until('the proof is kept', () => world.follower().evidence().length === 1)
  const [bundle] = world.follower().evidence()
  expect(bundle!.evidence).toMatchObject({ kind: 'equivocation', halts: false })
  expect(bundle!.raw).toHaveLength(2)

  await world.quiet()
  expect(crossSafe(world)).toEqual(refOf(world.l2.at(0)))
  await world.attest(world.l2.at(5), { key: cora })
  await world.promoted(5)

  await world.restart()
  const muted = world
    .follower()
    .status()
    .attesters.filter((attester) => attester.muted)
  expect(muted.map(({ address }) => address)).toEqual([addressOf(anna)])
  await world.attest(world.l2.at(7), { key: anna })
  await world.attest(world.l2.at(7), { key: bert })
  await world.quiet()
  expect(crossSafe(world)).toEqual(refOf(world.l2.at(5)))
  await world.attest(world.l2.at(7), { key: cora })
  await world.promoted(7)
  expect(world.seat.told.states).not.toContain('haltedOnMismatch')
  expect(world.violations()).toEqual([])
})

it('halts on an equivocation when too few attesters are left, until it is acknowledged', async () => {
  const world = await openFor([anna, bert], 2)
  await world.attest(world.l2.at(5), { key: anna, l1View: world.view(20) })
  await world.attest(world.l2.rivalOf(5), { key: anna, l1View: world.view(21) })
  await world.attest(world.l2.at(5), { key: bert })
  await until('it halts', () => world.follower().status().state === 'haltedOnMismatch')
  expect(world.follower().explain().blockers[0]).toMatchObject({ code: 'halt/equivocation' })

  await world.restart()
  await world.attest(world.l2.at(6), { key: anna })
  await world.attest(world.l2.at(6), { key: bert })
  await world.quiet()
  expect(crossSafe(world)).toEqual(refOf(world.l2.at(0)))
  world.follower().acknowledgeHalt(world.follower().status().haltedBy!)
  await world.promoted(6)
  expect(world.violations()).toEqual([])
})

it('lets an attester change its mind across an L1 reorg', async () => {
  const world = await openFor([anna], 1)
  const before = world.view(20)
  world.l1.chain.reorg(18, 'l1 after the reorg')
  await world.attest(world.l2.rivalOf(5), { l1View: before })
  await until('it is held', () => world.follower().status().blockers.includes('l1/view-orphaned'))
  await world.attest(world.l2.at(5), { l1View: world.view(20) })
  await world.promoted(5)
  expect(world.follower().evidence()).toEqual([])
  expect(world.follower().status().attesters[0]!.muted).toBe(false)
})
