import { describe, expect, it, onTestFinished } from 'vitest'
import { createMemoryL1 } from '../../src/adapters/memory/l1.ts'
import { until } from '../gossip/until.ts'
import { createDerivation, serveDerivation } from './support/derivation.ts'
import {
  blocked,
  blockerOf,
  forkchoices,
  openAtFive,
  passed,
  watchSafe,
  well,
} from './support/fault-story.ts'
import { createL2, refOf } from './support/l2.ts'
import { openStory, type World, type WorldOptions } from './support/world.ts'

const everyEnd = ['client', 'rollupNode', 'l1'] as const

/** Nothing is sent, and cross-safe stands, however long it lasts. */
async function expectStandstill(world: World, number: number): Promise<void> {
  const sent = forkchoices(world).length
  await passed(world, 10, everyEnd)
  expect(forkchoices(world)).toHaveLength(sent)
  expect(world.follower().status().heads.crossSafe?.number).toBe(number)
}

describe('rollup nodes that differ', () => {
  it('from our client: nothing is promoted until they lie on one chain again', async () => {
    const world = await openAtFive()
    const ours = world.l2.at(10)
    world.l2.switchTo(world.l2.rivalOf(10))
    await blocked(world, 'holding', 'derivation/sources-differ')
    await world.attest(world.l2.at(8))
    await expectStandstill(world, 5)
    expect(blockerOf(world, 'derivation/sources-differ').detail).toContain(refOf(world.l2.at(10)).hash)

    world.l2.switchTo(ours)
    await world.promoted(8)
    await well(world)
    expect(world.violations()).toEqual([])
  })

  it('from each other: nothing is promoted until they lie on one chain again', async () => {
    const other = await openSecondNode()
    const world = await openAtFive({ furtherRollupRpcUrls: [other.url] })
    const ours = other.l2.at(10)
    other.l2.switchTo(other.l2.rivalOf(10))
    await blocked(world, 'holding', 'derivation/sources-differ')
    await world.attest(world.l2.at(8))
    await expectStandstill(world, 5)
    expect(blockerOf(world, 'derivation/sources-differ').detail).toContain(other.url)

    other.l2.switchTo(ours)
    await world.promoted(8)
    await well(world)
  })

  it('only in how far they are: what the slower one has derived is promoted', async () => {
    const other = await openSecondNode()
    other.derivation.derive(6)
    const world = await openAtFive({ furtherRollupRpcUrls: [other.url] })
    await world.attest(world.l2.at(8))
    await blocked(world, 'awaitingDerivation', 'derivation/behind')
    other.derivation.derive(9)
    await world.promoted(8)
    await well(world)
  })
})

it('a rollup node that resets leaves cross-safe where it stands, and promotion goes on when it is back', async () => {
  const world = await openAtFive()
  const seen = watchSafe(world)
  world.derivation.reset()
  await blocked(world, 'holding', 'derivation/sources-differ')
  expect(blockerOf(world, 'derivation/sources-differ').detail).toContain('starting or resetting')
  await world.extend(1)
  await world.attest(world.l2.at(8))

  world.derivation.derive(3)
  await blocked(world, 'awaitingDerivation', 'derivation/behind')
  await world.extend(1)
  await expectStandstill(world, 5)
  expect(world.follower().status().heads).toMatchObject({
    localSafe: refOf(world.l2.at(12)),
    crossSafe: refOf(world.l2.at(5)),
  })
  expect(blockerOf(world, 'derivation/behind')).toMatchObject({
    expected: 'local-safe at or above 8',
    seen: '3',
  })

  world.derivation.derive(8)
  await world.promoted(8)
  await well(world)
  expect(seen).toEqual([5, 8])
  expect(world.violations()).toEqual([])
})

describe('an L1 reorg that changes the block at the cross-safe height', () => {
  it('withdraws to the newest promotion that stands, and goes on along the new branch', async () => {
    const world = await openAtThreeAndSix({ delays: { holdRecheckMs: 3_600_000 } })
    const seen = watchSafe(world)
    await reorgAtFive(world)
    await blocked(world, 'holding', 'engine/forkchoice-refused')
    expect(seen).toEqual([6, 4])
    expect(world.follower().status().heads.crossSafe?.number).toBe(6)
    world.derivation.derive(12)
    await until('6 is withdrawn', () => world.follower().status().heads.crossSafe?.number === 3)
    expect(world.seat.told.promoted.at(-1)).toMatchObject({ block: { number: 3 }, because: 'withdrawal' })

    await world.attest(world.l2.at(7))
    await world.promoted(7)
    await well(world)
    expect(seen).toEqual([6, 4, 3, 7])
    expect(world.follower().evidence()).toEqual([])
  })

  it('says so while the client cannot carry the withdrawal out', async () => {
    const world = await openAtThreeAndSix()
    const seen = watchSafe(world)
    await reorgAtFive(world)
    world.client.control.faults.always({ kind: 'down' }, 'forkchoiceUpdated')
    world.derivation.derive(12)
    await until('it says so', () => world.follower().status().blockers.includes('derivation/withdrawing'))
    await passed(world, 10, everyEnd)
    expect(seen).toEqual([6, 4])
    world.client.control.faults.always(null, 'forkchoiceUpdated')
    await until('6 is withdrawn', () => world.follower().status().heads.crossSafe?.number === 3)
    expect(seen).toEqual([6, 4, 3])
  })

  it('is off again when L1 comes back to the old branch before the new one is derived', async () => {
    const world = await openAtThreeAndSix()
    const seen = watchSafe(world)
    const before = world.l2.at(5)
    await reorgAtFive(world)
    await passed(world, 10, everyEnd)
    await world.switchTo(before)
    world.l1.chain.reorg(15, 'l1')
    await world.extend(8)
    world.derivation.derive(12)
    await world.attest(world.l2.at(8))
    await world.promoted(8)
    await well(world)
    expect(seen).toEqual([6, 4, 6, 8])
  })

  it('halts when it reaches below what we finalized', async () => {
    const world = await openAtThreeAndSix()
    await finalizeSix(world)
    const five = world.l2.rivalOf(5)
    world.l1.chain.reorg(15, 'l1 after the reorg')
    world.l2.switchTo(five)
    world.client.control.addBlocks([five, ...world.l2.grow(7)])
    world.client.control.foreignMove({ head: refOf(world.l2.head()).hash })
    await until('it halts', () => world.follower().status().state === 'haltedOnMismatch')
    const { verdict, blockers, haltedBy } = world.follower().explain()
    expect({ verdict, haltedBy }).toMatchObject({
      verdict: 'halted',
      haltedBy: expect.stringContaining('-6-'),
    })
    expect(blockers[0]).toMatchObject({
      code: 'halt/below-finalized',
      expected: expect.stringMatching(/^6 /),
      seen: Object.values(refOf(world.l2.at(6))).join(' '),
    })
    await world.attest(world.l2.at(8))
    await expectStandstill(world, 6)
  })

  it('is not passed on below what we finalized: the node is refused until it comes back', async () => {
    const world = await openAtThreeAndSix()
    await finalizeSix(world)
    const seen = watchSafe(world)
    const ours = [5, 6, 7, 8, 9].map((number) => world.l2.at(number))
    await expect(world.switchTo(world.l2.rivalOf(5))).rejects.toThrow('leaves the finalized block 6')
    await blocked(world, 'holding', 'derivation/sources-differ')
    for (const block of ours) world.l2.switchTo(block)
    await world.attest(world.l2.at(8))
    await world.promoted(8)
    await well(world)
    expect(seen).toEqual([6, 8])
  })
})

/** Blocks 3 and 6 are promoted; the view of 6, and not that of 3, is above the height at which L1 will be reorganised. */
async function openAtThreeAndSix(options: WorldOptions = {}): Promise<World> {
  const world = await openStory({ l2Blocks: 12, derived: 12, ...options })
  for (const [number, l1View] of [
    [3, world.view(10)],
    [6, world.view(20)],
  ] as const) {
    await world.attest(world.l2.at(number), { l1View })
    await world.promoted(number)
  }
  return world
}

/** The node follows a new branch from 5 on, of which it has derived nothing yet. */
async function reorgAtFive(world: World): Promise<void> {
  world.l1.chain.reorg(15, 'l1 after the reorg')
  world.derivation.derive(4)
  await world.switchTo(world.l2.rivalOf(5))
  await world.extend(8)
}

async function finalizeSix(world: World): Promise<void> {
  world.l1.finalize(25)
  world.derivation.finalize(6)
  await until('6 is finalized', () => world.follower().status().heads.finalized?.number === 6)
}

/** A rollup node of its own, on a copy of the same two chains, that has derived up to 12. */
async function openSecondNode() {
  const { chain } = createMemoryL1()
  chain.extend(40)
  const l2 = createL2()
  l2.grow(12)
  const derivation = createDerivation(chain, l2)
  derivation.derive(12)
  const { url, close } = await serveDerivation(derivation, chain, l2)
  onTestFinished(close)
  return { url, l2, derivation }
}
