import { describe, it } from 'vitest'
import { l1ReorgStory } from '../../support/l1-reorg-story.ts'

const reorgs = [
  { depth: 1 },
  { depth: 2 },
  { depth: 5 },
  { depth: 10 },
  { depth: 2, lostForBlocks: 4 },
  { depth: 7, lostForBlocks: 4 },
]

describe('a stock node behind the engine port, whose L1 takes blocks back', () => {
  it.for([
    ['before interop', false],
    ['with interop', true],
  ] as const)('has attested blocks for safe, and goes on, %s', async ([, interop], context) => {
    await l1ReorgStory(context, { interop, reorgs })
  })
})
