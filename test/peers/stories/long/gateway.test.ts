import { describe, it } from 'vitest'
import { misfortuneStory } from '../../support/gateway-story.ts'

describe('a stock Light CL of the gateway', () => {
  it.for([
    ['before interop', false],
    ['with interop', true],
  ] as const)(
    'is never beyond it, and has its safe block again after each misfortune, %s',
    async ([, interop], context) => {
      await misfortuneStory(context, { interop, blocks: 30 })
    },
  )
})
