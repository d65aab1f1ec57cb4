import { expect, it } from 'vitest'
import { until } from '../gossip/until.ts'
import { busy } from './support/busy.ts'
import { blocked, blockerOf, causes, forkchoices, watchSafe, well } from './support/fault-story.ts'
import { type Block, refOf } from './support/l2.ts'
import { openReplaceable, type Replaceable } from './support/replaceable.ts'
import { openStory } from './support/world.ts'

/** Block 6 is replaced, and the node has come over. What was above it is in `left`. */
async function openReplaced() {
  const world = await openReplaceable()
  const left = world.l2.above(5)
  const replacement = world.reduced(6)
  await world.attest(replacement)
  await world.promoted(6)
  await world.node.onL1Block()
  await world.node.onL1Block()
  return { ...world, left, replacement }
}

/** Heights 7 to 10 on top of the replacement are sealed, derived, and the last of them is promoted. */
async function goesOn(world: Replaceable, replacement: Block): Promise<void> {
  await world.seal(replacement, 4)
  await world.node.onL1Block()
  await world.attest(world.l2.at(10))
  await world.promoted(10)
  await well(world)
}

it('keeps out a branch that is offered for ever, says so, and goes on', async () => {
  const { left, replacement, ...world } = await openReplaced()
  const further = [...left, ...world.l2.branchOn(left.at(-1)!, 3, 'sealed by who was not told')]
  const calls = () => world.client.control.calls().filter((call) => call === 'newPayload').length
  const before = calls()
  for (const block of further) await world.node.hear(block)
  expect(calls()).toBe(before)
  expect(world.node.resets()).toBe(1)

  await world.attest(world.l2.branchOn(replacement, 4).at(-1)!)
  await until('it says which block is still offered', () =>
    blockerDetail(world).includes(
      `still offered, last block ${Object.values(refOf(further.at(-1)!)).join(' ')}`,
    ),
  )
  await world.seal(replacement, 4)
  for (const block of further) await world.node.hear(block)
  await world.node.onL1Block()
  await world.promoted(10)
  expect(world.client.control.labels().head).toEqual(refOf(world.l2.at(10)))
  expect(world.violations()).toEqual([])
})

it('names a replacement that the client has lost, and goes on when its node brings it back', async () => {
  const { replacement, ...world } = await openReplaced()
  const seen = watchSafe(world)
  world.client.control.foreignMove({ head: refOf(world.l2.at(4)).hash })
  world.client.control.restart()
  await blocked(world, 'holding', 'replacement/lost')
  expect(blockerOf(world, 'replacement/lost')).toMatchObject({
    expected: 'head at or above 6',
    seen: '4',
  })
  await world.node.hear(replacement)
  await until('it is safe again', () => world.client.control.labels().safe?.number === 6)
  await goesOn(world, replacement)
  expect(seen).toEqual([6, 0, 6, 10])
})

it('carries a replacement through that was denied on disk and not moved to, over a restart', async () => {
  const world = await openReplaceable()
  const replacement = world.reduced(6)
  const { faults, labels } = world.client.control
  world.follower().on('denied', () => faults.always({ kind: 'down' }, 'forkchoiceUpdated'))
  await world.attest(replacement)
  await blocked(world, 'holding', 'engine/unreachable')
  expect(labels()).toMatchObject({ head: { number: 12 }, safe: { number: 5 } })

  await world.whileAway(async () => faults.always(null, 'forkchoiceUpdated'))
  await world.promoted(6)
  expect(labels()).toMatchObject({ head: refOf(replacement), safe: refOf(replacement) })
  expect(world.seat.told.denied).toHaveLength(1)
  await world.node.onL1Block()
  await world.node.onL1Block()
  await goesOn(world, replacement)
  expect(world.violations()).toEqual([])
})

it('refuses the denied branch after a restart, before it has read anything', async () => {
  const { left, replacement, ...world } = await openReplaced()
  await world.seat.restart()
  for (const block of left) await world.node.hear(block)
  expect(world.client.control.labels()).toMatchObject({ head: refOf(replacement) })
  await until('it has joined again', () => world.follower().peers().length > 0)
  await world.hand.meshed()
  await goesOn(world, replacement)
  expect(world.node.resets()).toBe(1)
  expect(world.violations()).toEqual([])
})

it('goes over to a replacement that its node built by itself', async () => {
  const world = await openReplaceable()
  const replacement = world.reduced(6)
  await world.node.hear(replacement)
  await world.node.onL1Block()
  expect(world.client.control.labels().head).toEqual(refOf(replacement))
  await world.attest(replacement)
  await world.promoted(6)
  expect(causes(world)).toEqual(['anchor 0', 'attested 5', 'attested 6'])
})

it.each(['shadow', 'gateway'] as const)('builds nothing in mode %s, and says so', async (mode) => {
  const world = await openStory({ mode, l2Blocks: 12, derived: 12, blockTraits: busy })
  const { l2, proxies } = world
  await world.attest(l2.at(5))
  await until('5 is promoted', () => world.follower().status().heads.crossSafe?.number === 5)
  await world.attest(l2.rivalOf(6, { salt: '', transactions: busy.transactions!.slice(0, 1) }))
  await blocked(world, 'holding', 'replacement/not-built')
  expect(blockerOf(world, 'replacement/not-built').detail).toContain('a block is built in engine mode alone')
  expect(forkchoices(world)).toEqual([])
  expect(new Set(proxies.client.calls.map(({ method }) => method))).toEqual(
    new Set(['eth_getBlockByNumber', 'eth_getBlockByHash', 'engine_getPayloadBodiesByHashV1']),
  )
})

function blockerDetail(world: Replaceable): string {
  const { blockers } = world.follower().explain()
  return blockers.find(({ code }) => code === 'replacement/derivation-waits')?.detail ?? ''
}
