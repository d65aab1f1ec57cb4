import { describe, it } from 'vitest'
import { forksThrough } from '../../../../src/devnet/stock/chain/forks.ts'
import { consolidationStory } from '../../support/consolidation-story.ts'

const timeoutMs = 900_000

/** One after the other while the chain is followed, each with the upgrade transactions that it brings. */
const forksInPassing = {
  ...forksThrough('ecotone'),
  fjord: 40,
  granite: 55,
  holocene: 70,
  isthmus: 85,
  jovian: 100,
}

describe('blocks that a stock node has derived', () => {
  it.for([
    ['before interop', { interop: false, blocks: 200 }],
    ['with interop', { interop: true, blocks: 200 }],
    ['from Ecotone to Jovian', { interop: false, forks: forksInPassing, blocks: 120 }],
  ] as const)(
    'are what L1 makes of them, deposits and changed rules included, %s',
    { timeout: timeoutMs },
    async ([, options], context) => {
      await consolidationStory(context, options)
    },
  )
})
