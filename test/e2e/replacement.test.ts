import { expect, it } from 'vitest'
import { blocked, causes, well } from './support/fault-story.ts'
import { type Block, refOf } from './support/l2.ts'
import { openReplaceable, type Replaceable } from './support/replaceable.ts'

/** The replacement is what the client has, and the block that gave way to it is on no chain of ours. */
async function replacedBy(world: Replaceable, replacement: Block): Promise<void> {
  await world.promoted(replacement.payload.blockNumber)
  expect(world.follower().status().heads.crossSafe).toEqual(refOf(replacement))
  expect(world.client.control.labels()).toMatchObject({ head: refOf(replacement), safe: refOf(replacement) })
  expect(world.seat.told.denied.at(-1)!.denial).toMatchObject({ replacement: refOf(replacement).hash })
  await blocked(world, 'holding', 'replacement/node-not-reset')
}

/** The node resets, comes to the replacement by itself, and what is sealed on top is derived and promoted. */
async function goesOnFrom(world: Replaceable, replacement: Block, blocks = 4): Promise<void> {
  const { node, l2 } = world
  const resets = node.resets()
  await node.onL1Block()
  expect(node.resets()).toBe(resets + 1)
  await node.onL1Block()
  expect(l2.head()).toEqual(replacement)
  await world.seal(replacement, blocks)
  await world.attest(l2.head())
  await blocked(world, 'awaitingDerivation', 'replacement/derivation-waits')
  await node.onL1Block()
  await world.promoted(replacement.payload.blockNumber + blocks)
  await well(world)
  expect(node.resets()).toBe(resets + 1)
  expect(world.violations()).toEqual([])
}

it('replaces the block above the cross-safe head, and its node comes over and goes on', async () => {
  const world = await openReplaceable()
  const denied = refOf(world.l2.at(6))
  const replacement = world.reduced(6)
  await world.attest(replacement)
  await replacedBy(world, replacement)
  expect(world.seat.told.denied).toEqual([
    { denial: { number: 6, denied: denied.hash, replacement: refOf(replacement).hash } },
  ])
  expect(world.seat.told.warned).toEqual(['block replaced'])
  await goesOnFrom(world, replacement)
  expect(causes(world)).toEqual(['anchor 0', 'attested 5', 'replacement 6', 'attested 10'])
})

it('imports the replacement, and has nothing built, when it was attested as a whole', async () => {
  const world = await openReplaceable()
  const replacement = world.reduced(6)
  await world.attest(replacement, { topic: 'cross-safe-blocks' })
  await replacedBy(world, replacement)
  expect(calledMethods(world)).not.toContain('engine_getPayloadV4')
  await goesOnFrom(world, replacement)
  expect(calledMethods(world)).toContain('engine_getPayloadV4')
})

it('finds the block to replace by a few looks at many attested heads', async () => {
  const world = await openReplaceable({ l2Blocks: 60, batched: 5 })
  const { l2, node } = world
  const replacement = world.reduced(37)
  const attested = [...l2.above(5).slice(0, 31), replacement, ...l2.branchOn(replacement, 23)]
  for (const block of attested) await world.attest(block)
  const looksBefore = looks(world)
  node.batch(l2.above(5))
  await node.onL1Block()
  await replacedBy(world, replacement)
  expect(attested).toHaveLength(55)
  expect(looks(world) - looksBefore).toBeLessThanOrEqual(10)
  expect(world.safe.seen().at(-2)).toEqual(refOf(l2.at(36)))
  await goesOnFrom(world, replacement, 23)
})

it('asks its peers for the heads between, when it hears of a block far above only', async () => {
  const world = await openReplaceable()
  const { l2 } = world
  const replacement = world.reduced(8)
  const branch = l2.branchOn(replacement, 4)
  await world.attest(branch.at(-1)!)
  await blocked(world, 'holding', 'attestation/gap')
  world.keep([l2.at(6), l2.at(7), replacement, ...branch.slice(0, -1)])
  await replacedBy(world, replacement)
  await goesOnFrom(world, replacement)
})

it('joins late, its node on the branch that was replaced, and finds that out by comparing heads', async () => {
  const world = await openReplaceable()
  const { l2 } = world
  const replacement = world.reduced(8)
  await world.whileAway(async () => {
    world.keep([l2.at(6), l2.at(7), replacement, ...l2.branchOn(replacement, 40)])
  })
  await replacedBy(world, replacement)
  expect(world.follower().status().heads.attested?.number).toBe(48)
  await goesOnFrom(world, replacement, 40)
})

it('replaces a block on top of a replacement, when the sequencer takes the message up again', async () => {
  const world = await openReplaceable()
  const first = world.reduced(6)
  await world.attest(first)
  await replacedBy(world, first)
  await world.node.onL1Block()
  await world.seal(first, 4)
  await world.node.onL1Block()
  const second = world.reduced(7)
  await world.attest(second)
  await replacedBy(world, second)
  await goesOnFrom(world, second)
  expect(causes(world)).toEqual(['anchor 0', 'attested 5', 'replacement 6', 'replacement 7', 'attested 11'])
})

it('replaces, once it is back, what was replaced while it was down', async () => {
  const world = await openReplaceable()
  const replacement = world.reduced(6)
  await world.whileAway(async () => world.keep([replacement]))
  await replacedBy(world, replacement)
  await goesOnFrom(world, replacement)
})

/** By whomever: the follower has reductions built, and its node what it derives. */
function calledMethods({ proxies }: Replaceable): readonly string[] {
  return proxies.client.calls.map(({ method }) => method)
}

function looks({ seat }: Replaceable): number {
  return seat.told.states.filter((state) => state === 'consolidating').length
}
