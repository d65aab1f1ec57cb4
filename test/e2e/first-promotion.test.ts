import { expect, it } from 'vitest'
import { geth, reth } from '../../src/adapters/memory/execution-client/personality.ts'
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
