import { expect, type TestContext } from 'vitest'
import { sameBlock } from '../../../machines/values.ts'
import { startFollowerPlace } from '../../../src/devnet/stock/follower-place.ts'
import type { L1 } from '../../../src/devnet/stock/l1.ts'
import { reorgL1 } from '../../../src/devnet/stock/reorg-l1.ts'
import { type SingleChain, startSingleChain } from '../../../src/devnet/stock/single-chain.ts'
import { denialsOf } from './denials.ts'
import { openStory, type Story } from './story.ts'
import { type ExplainWatch, watchExplain } from './watch-explain.ts'
import { type ClientWatch, watchClient } from './watches.ts'

interface Scene extends SingleChain {
  readonly story: Story
  readonly watch: ClientWatch
  readonly explained: ExplainWatch
}

/** L1 calls final what is two blocks old. */
const slotsInAnEpoch = 1
/** So far below the L1 origin of what one of the nodes finalized: the others are not at one with it to the block. */
const marginBlocks = 8
/** So long L1 goes on afterwards, and nobody comes over. */
const patienceBlocks = 20

/**
 * L1 takes back what it called final, and with it the origin of a block that we finalized. Nobody can know
 * which of the two L1s is right: nothing is promoted any more, nothing is taken back, and it is said why. A stock
 * node does not end over it; it begins anew again and again, and finds its own finalized block in the way.
 */
export async function finalReorgStory(context: TestContext, interop: boolean): Promise<void> {
  const story = await openStory(context)
  const network = await startSingleChain(story, { interop, l1: { slotsInAnEpoch } })
  const { l1, place } = network
  await startFollowerPlace(place)
  const explained = watchExplain(story, place.follower)
  const scene = { ...network, story, explained, watch: watchClient(place.client) }
  const origin = await originOfFinalized(scene)

  await reorgL1(l1, (await l1.latest()).number - origin + marginBlocks)
  await story.until('it says that L1 is another one', () => explained.has('consolidation/origin-orphaned'))
  const before = standing(scene)
  await passes(l1, patienceBlocks)

  const { blockers } = (await place.follower.status())!
  console.log(`in the way: ${blockers.join(', ')}`)
  expect(blockers).toContain('consolidation/origin-orphaned')
  expect(standing(scene)).toEqual(before)
  expect(scene.watch.seen('finalized').at(-1)).toMatchObject(before.finalized!)
  expect(sameBlock(await place.client.block(before.finalized!.number), before.finalized)).toBe(true)
  expect(await denialsOf(place.follower)).toEqual([])
}

/** Once one is final that has as many below it. */
function originOfFinalized({ story, place, watch }: Scene): Promise<number> {
  return story.until('the node has what we finalized', async () => {
    const finalized = watch.newest('finalized')
    const seen = (await place.node.status())?.finalized_l2
    if (finalized === null || finalized.number <= marginBlocks || !seen) return null
    return seen.number <= marginBlocks ? null : seen.l1origin.number
  })
}

function standing({ watch }: Scene) {
  return { safe: watch.newest('safe'), finalized: watch.newest('finalized') }
}

async function passes(l1: L1, blocks: number): Promise<void> {
  for (let passed = 0; passed < blocks; passed++) await l1.nextBlock()
}
