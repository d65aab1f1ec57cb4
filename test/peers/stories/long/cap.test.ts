import { describe, it } from 'vitest'
import { capStory } from '../../support/cap-story.ts'

describe('a stock node behind the engine port, over a hundred blocks', () => {
  it.for([
    ['before interop', false],
    ['with interop', true],
  ] as const)('moves safe by attestation alone, %s', async ([, interop], context) => {
    await capStory(context, { interop, blocks: 100 })
  })
})
