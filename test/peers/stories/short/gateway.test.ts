import { describe, it } from 'vitest'
import { obedienceStory } from '../../support/gateway-story.ts'

describe('a stock Light CL of the gateway', () => {
  it('is never beyond it', async (context) => {
    await obedienceStory(context, { interop: false, blocks: 10 })
  })
})
