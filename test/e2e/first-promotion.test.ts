import { expect, it } from 'vitest'
import { geth, reth } from '../../src/adapters/memory/execution-client/personality.ts'
import { until } from '../gossip/until.ts'
import { refOf } from './support/l2.ts'
import { safeMoves } from './support/safe-moves.ts'
import { openStory } from './support/world.ts'

it.each([geth, reth])(
  'promotes what is attested and derived, while its node goes on: $name',
  async (personality) => {
    const world = await openStory({ personality, l2Blocks: 5 })
    for (const number of [3, 4, 7]) {
      const { safe } = world.client.control.labels()
      world.derivation.derive(number)
      await world.extend(2)
      expect(world.client.control.labels().safe).toEqual(safe)
      await world.attest(world.l2.at(number))
      await world.promoted(number)
      expect(world.client.control.labels().safe).toEqual(refOf(world.l2.at(number)))
    }
    expect(world.safe.seen().map(({ number }) => number)).toEqual([0, 3, 4, 7])
    expect(world.violations()).toEqual([])
    expect(safeMoves(world.proxies.client)).toHaveLength(4)
  },
)

it('says once, in its log, on what it stands', async () => {
  const world = await openStory()
  const lines = () => world.seat.told.informed.filter((message) => message === 'trusted base')
  await until('the follower has anchored', () => world.follower().status().trustedBase !== null)
  expect(lines()).toHaveLength(1)
  await world.restart()
  await world.quiet()
  expect(lines()).toHaveLength(1)
})
