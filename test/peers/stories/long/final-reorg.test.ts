import { describe, it } from 'vitest'
import { finalReorgStory } from '../../support/final-reorg-story.ts'

describe('a stock node behind the engine port, whose L1 takes back what it called final', () => {
  it.for([
    ['before interop', false],
    ['with interop', true],
  ] as const)('keeps what is final, promotes nothing, and is told why, %s', async ([, interop], context) => {
    await finalReorgStory(context, interop)
  })
})
