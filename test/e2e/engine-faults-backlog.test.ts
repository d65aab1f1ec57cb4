import { expect, it } from 'vitest'
import { blocked, passed, well } from './support/fault-story.ts'
import { openStory, type World } from './support/world.ts'

const anHourMs = 3_600_000

it.each([
  ['the newest block is said again', 100],
  ['a new block is said', 101],
])('looks at no more of a backlog whose L1 views are lost than its limit, until %s', async (_, next) => {
  const world = await openStory({ l2Blocks: 110, delays: { holdRecheckMs: anHourMs } })
  const lost = world.view(20)
  for (let number = 1; number <= 100; number++) await world.attest(world.l2.at(number), { l1View: lost })
  world.l1.chain.reorg(15, 'l1 after the reorg')
  world.derivation.derive(110)
  await blocked(world, 'holding', 'l1/view-orphaned')
  const states = world.seat.told.states.length
  await passed(world, 20, ['l1', 'client', 'rollupNode'])
  expect(world.seat.told.states).toHaveLength(states)
  expect(lowestAsked(world)).toBe(37)
  expect(world.follower().status().heads.crossSafe?.number).toBe(0)

  await world.attest(world.l2.at(next))
  await world.promoted(next)
  await well(world)
  expect(world.violations()).toEqual([])
})

/** The lowest of the hundred that the client was asked for: 64 are looked at, from above. */
function lowestAsked({ proxies }: World): number {
  const heights = proxies.client.calls
    .filter(({ method }) => method === 'eth_getBlockByNumber')
    .map(({ params }) => Number(params[0]))
  return Math.min(...heights.filter((height) => height >= 1 && height <= 100))
}
