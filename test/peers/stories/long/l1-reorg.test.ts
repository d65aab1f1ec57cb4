import { describe, it } from 'vitest'
import { l1ReorgStory } from '../../support/l1-reorg-story.ts'

describe('a stock node behind the engine port, whose L1 takes blocks back', () => {
  it.for([
    ['before interop', false],
    ['with interop', true],
  ] as const)('has attested blocks for safe, and goes on, %s', async ([, interop], context) => {
    await l1ReorgStory(context, { interop, depths: [1, 2, 5, 10] })
  })
})
