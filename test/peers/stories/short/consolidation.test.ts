import { describe, it } from 'vitest'
import { consolidationStory } from '../../support/consolidation-story.ts'

describe('blocks that a stock node has derived', () => {
  it('are what L1 makes of them, deposits and changed rules included', async (context) => {
    await consolidationStory(context, { interop: true, blocks: 30 })
  })
})
