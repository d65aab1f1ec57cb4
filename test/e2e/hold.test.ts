import { expect, it } from 'vitest'
import type { BlockerCode } from '../../machines/follower/codes.ts'
import type { L1View } from '../../machines/values.ts'
import { createMemoryL1 } from '../../src/adapters/memory/l1.ts'
import { until } from '../gossip/until.ts'
import { halted, openBehindL1 } from './support/contradictions.ts'
import { type Block, refOf } from './support/l2.ts'
import { l1Options } from './support/twins.ts'
import type { World } from './support/world.ts'

const held = (world: World, code: BlockerCode) =>
  until(`${code} holds it`, () => world.follower().status().blockers.includes(code))

/** Never halted, nothing kept against anybody, and only what was attested and derived was ever safe. */
function expectNoHarm(world: World): void {
  expect(world.seat.told.states).not.toContain('haltedOnMismatch')
  expect(world.follower().evidence()).toEqual([])
  expect(world.violations()).toEqual([])
}

/** What L1 will have at this height if it only grows. */
function futureView(number: number): L1View {
  const { hash } = createMemoryL1(l1Options).chain.extend(number)
  return { number, hash }
}

async function holdRival(world: World, rival: Block, l1View: L1View, code: BlockerCode): Promise<void> {
  await world.attest(rival, { l1View })
  await held(world, code)
  await world.quiet()
  await held(world, code)
  expect(world.follower().status().heads.crossSafe).toEqual(refOf(world.l2.at(5)))
  expectNoHarm(world)
}

it('holds a contradiction under an L1 view that was reorged away, until the attester names our block', async () => {
  const world = await openBehindL1()
  const orphaned = world.view(19)
  world.l1.chain.reorg(15, 'l1 after the reorg')
  await holdRival(world, world.l2.rivalOf(6), orphaned, 'l1/view-orphaned')
  await world.attest(world.l2.at(6), { l1View: world.view(19) })
  await world.promoted(6)
  expectNoHarm(world)
})

it('holds a contradiction ahead of our derivation, until derivation comes to the same block', async () => {
  const world = await openBehindL1()
  const rival = world.l2.rivalOf(6)
  await holdRival(world, rival, world.view(30), 'derivation/contradicts')
  await world.switchTo(rival)
  world.derivation.derive(6, 30)
  await world.promoted(6)
  expect(world.client.control.labels().safe).toEqual(refOf(rival))
  expectNoHarm(world)
})

it('holds a contradiction that is one L1 block short of proven, and halts with that block', async () => {
  const world = await openBehindL1()
  await holdRival(world, world.l2.rivalOf(6), world.view(20), 'derivation/contradicts')
  world.derivation.derive(12, 21)
  await halted(world)
  expect(world.follower().status().blockers).toContain('halt/mismatch')
  expect(world.violations()).toEqual([])
})

it('holds a contradiction ahead of our L1, until the attester names our block under a view that we have', async () => {
  const world = await openBehindL1()
  await holdRival(world, world.l2.rivalOf(6), futureView(45), 'l1/view-ahead')
  await world.attest(world.l2.at(6))
  await world.promoted(6)
  expectNoHarm(world)
})

it('holds a contradiction while L1 and then derivation come to its view, and halts once they have passed it', async () => {
  const world = await openBehindL1()
  await holdRival(world, world.l2.rivalOf(6), futureView(45), 'l1/view-ahead')
  world.l1.chain.extend(10)
  await held(world, 'derivation/contradicts')
  expectNoHarm(world)
  world.derivation.derive(12, 46)
  await halted(world)
  expect(world.follower().status().blockers).toContain('halt/mismatch')
})

it('holds our own block under a view that our L1 has not reached, until it has', async () => {
  const world = await openBehindL1()
  await holdRival(world, world.l2.at(6), futureView(45), 'l1/view-ahead')
  world.l1.chain.extend(5)
  await world.promoted(6)
  expectNoHarm(world)
})

it('holds our own block under a view that was reorged away, until it is said again under one that stands', async () => {
  const world = await openBehindL1()
  const orphaned = world.view(19)
  world.l1.chain.reorg(15, 'l1 after the reorg')
  await holdRival(world, world.l2.at(6), orphaned, 'l1/view-orphaned')
  await world.attest(world.l2.at(6))
  await world.promoted(6)
  expectNoHarm(world)
})

it('takes what it held under a lost view for proof once it is said again under one that stands', async () => {
  const world = await openBehindL1()
  const rival = world.l2.rivalOf(6)
  const orphaned = world.view(19)
  world.l1.chain.reorg(15, 'l1 after the reorg')
  await holdRival(world, rival, orphaned, 'l1/view-orphaned')
  await world.attest(rival, { l1View: world.view(19) })
  await halted(world)
  expect(world.follower().explain().blockers[0]).toMatchObject({ code: 'halt/mismatch' })
})

it('holds a contradiction far above the cross-safe head, and halts when nothing between can explain it', async () => {
  const world = await openBehindL1()
  const rival = world.l2.rivalOf(10)
  await holdRival(world, rival, world.view(19), 'attestation/gap')
  const { blockers } = world.follower().explain()
  expect(blockers).toContainEqual(
    expect.objectContaining({
      code: 'attestation/gap',
      expected: 'an attestation between 5 and 10',
      seen: `10 ${refOf(rival).hash}, which is not on our chain`,
    }),
  )
  await world.attest(world.l2.at(7), { l1View: world.view(19) })
  await world.promoted(7)
  await held(world, 'attestation/gap')
  await world.attest(world.l2.at(9), { l1View: world.view(19) })
  await halted(world)
  expect(world.follower().status().heads.crossSafe).toEqual(refOf(world.l2.at(9)))
  expect(world.follower().explain().blockers[0]).toMatchObject({ code: 'halt/mismatch' })
  expect(world.violations()).toEqual([])
})
