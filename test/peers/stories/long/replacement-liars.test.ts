import { describe, expect, it } from 'vitest'
import { contentsOf } from '../../support/contents-of.ts'
import { denialsOf } from '../../support/denials.ts'
import { depositForgeries, forgedReduction } from '../../support/forged-reductions.ts'
import { type LiarStage, openLiarStage } from '../../support/liar-stage.ts'
import { wholeBlock } from '../../support/whole-block.ts'

describe('a replacement that a trusted key has signed', () => {
  it.for(Object.keys(depositForgeries))(
    'is refused by name, and moves nothing: %s',
    async (words, context) => {
      const stage = await openLiarStage(context)
      const { story, place, client, explained } = stage
      const busy = await busyBlockWithDeposit(stage)
      const standing = await stage.promote(busy.number - 1)
      await stage.derived(busy.number + 1)
      const ours = await wholeBlock(story, place.client, busy.hash)

      await stage.sayWhole(forgedReduction(ours, depositForgeries[words]!))
      await story.until(`"${words}" is told`, () => explained.has('derivation/contradicts', words))
      expect(client.newest('safe')).toMatchObject(standing)
      expect(await denialsOf(place.follower)).toEqual([])
      expect((await place.client.block(busy.number))!.hash).toBe(busy.hash)

      await stage.promote(busy.number + 5)
    },
  )
})

/** Most blocks have a deposit; where this one has none, another is made. */
async function busyBlockWithDeposit({ story, place, busyBlock, derived }: LiarStage) {
  for (;;) {
    story.broken.throwIfAborted()
    const block = await busyBlock()
    await derived(block.number)
    if ((await contentsOf(place.client, block.hash)).deposits.length > 0) return block
  }
}
