import { expect, it } from 'vitest'
import { blocked, causes, well } from './support/fault-story.ts'
import { refOf } from './support/l2.ts'
import { openReplaceable } from './support/replaceable.ts'

it('replaces the block above the cross-safe head, and its node comes over and goes on', async () => {
  const world = await openReplaceable()
  const { node, l2, client } = world
  await world.attest(l2.at(5))
  await world.promoted(5)
  const denied = l2.at(6)
  const replacement = world.reduced(6)
  await world.attest(replacement)
  await world.promoted(6)
  expect(client.control.labels()).toMatchObject({ head: refOf(replacement), safe: refOf(replacement) })
  expect(world.seat.told.denied).toEqual([
    { denial: { number: 6, denied: refOf(denied).hash, replacement: refOf(replacement).hash } },
  ])
  expect(causes(world)).toEqual(['anchor 0', 'attested 5', 'replacement 6'])
  await blocked(world, 'holding', 'replacement/node-not-reset')

  await node.onL1Block()
  expect(node.resets()).toBe(1)
  await node.onL1Block()
  expect(l2.has(refOf(replacement))).toBe(true)
  const [, eight] = await world.seal(replacement, 4)
  await world.attest(eight!)
  await blocked(world, 'awaitingDerivation', 'replacement/derivation-waits')
  await node.onL1Block()
  await world.promoted(8)
  await well(world)
  expect(world.violations()).toEqual([])
})
