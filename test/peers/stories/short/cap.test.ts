import { describe, it } from 'vitest'
import { capStory } from '../../support/cap-story.ts'

describe('a stock node behind the engine port', () => {
  it('moves safe by attestation alone', async (context) => {
    await capStory(context, { interop: true, blocks: 15 })
  })
})
