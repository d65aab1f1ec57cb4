import { expect, it } from 'vitest'
import type { BlockerCode } from '../../machines/follower/codes.ts'
import type { L1View } from '../../machines/values.ts'
import { createMemoryChain } from '../../src/adapters/memory/chain.ts'
import { until } from '../gossip/until.ts'
import { halted, openBehindL1 } from './support/contradictions.ts'
import { type Block, refOf } from './support/l2.ts'
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
  const { hash } = createMemoryChain('l1').extend(number)
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
  await holdRival(world, world.l2.rivalOf(8), orphaned, 'l1/view-orphaned')
  await world.attest(world.l2.at(8), { l1View: world.view(19) })
  await world.promoted(8)
  expectNoHarm(world)
})

it('holds a contradiction ahead of our derivation, until derivation comes to the same block', async () => {
  const world = await openBehindL1()
  const rival = world.l2.rivalOf(8)
  await holdRival(world, rival, world.view(30), 'derivation/contradicts')
  await world.switchTo(rival)
  world.derivation.derive(8, 30)
  await world.promoted(8)
  expect(world.client.control.labels().safe).toEqual(refOf(rival))
  expectNoHarm(world)
})

it('holds a contradiction that is one L1 block short of proven, and halts with that block', async () => {
  const world = await openBehindL1()
  await holdRival(world, world.l2.rivalOf(8), world.view(20), 'derivation/contradicts')
  world.derivation.derive(12, 21)
  await halted(world)
  expect(world.follower().status().blockers).toContain('halt/mismatch')
  expect(world.violations()).toEqual([])
})

it('holds a contradiction ahead of our L1, until the attester names our block under a view that we have', async () => {
  const world = await openBehindL1()
  await holdRival(world, world.l2.rivalOf(8), futureView(45), 'l1/view-ahead')
  await world.attest(world.l2.at(8))
  await world.promoted(8)
  expectNoHarm(world)
})

it('holds a contradiction while L1 and then derivation come to its view, and halts once they have passed it', async () => {
  const world = await openBehindL1()
  await holdRival(world, world.l2.rivalOf(8), futureView(45), 'l1/view-ahead')
  world.l1.chain.extend(10)
  await held(world, 'derivation/contradicts')
  expectNoHarm(world)
  world.derivation.derive(12, 46)
  await halted(world)
  expect(world.follower().status().blockers).toContain('halt/mismatch')
})

it('holds our own block under a view that our L1 has not reached, until it has', async () => {
  const world = await openBehindL1()
  await holdRival(world, world.l2.at(8), futureView(45), 'l1/view-ahead')
  world.l1.chain.extend(5)
  await world.promoted(8)
  expectNoHarm(world)
})

it('holds our own block under a view that was reorged away, until it is said again under one that stands', async () => {
  const world = await openBehindL1()
  const orphaned = world.view(19)
  world.l1.chain.reorg(15, 'l1 after the reorg')
  await holdRival(world, world.l2.at(8), orphaned, 'l1/view-orphaned')
  await world.attest(world.l2.at(8))
  await world.promoted(8)
  expectNoHarm(world)
})

it('takes what it held under a lost view for proof once it is said again under one that stands', async () => {
  const world = await openBehindL1()
  const rival = world.l2.rivalOf(8)
  const orphaned = world.view(19)
  world.l1.chain.reorg(15, 'l1 after the reorg')
  await holdRival(world, rival, orphaned, 'l1/view-orphaned')
  await world.attest(rival, { l1View: world.view(19) })
  await halted(world)
  expect(world.follower().explain().blockers[0]).toMatchObject({ code: 'halt/mismatch' })
})
