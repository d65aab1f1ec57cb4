import * as Schema from 'effect/Schema'
import type { TestContext } from 'vitest'
import { type BlockRef, blockOf, sameBlock } from '../../../machines/values.ts'
import { createAccount } from '../../../src/devnet/stock/chain/accounts.ts'
import {
  createFollowerPlace,
  type FollowerPlace,
  startFollowerPlace,
} from '../../../src/devnet/stock/follower-place.ts'
import { forgeMessage } from '../../../src/devnet/stock/forged-message.ts'
import { startL1 } from '../../../src/devnet/stock/l1.ts'
import { startRollup, startSequencer } from '../../../src/devnet/stock/rollup.ts'
import { type HandAttester, openHandAttester } from './hand-attester.ts'
import { openStory, type Story } from './story.ts'
import { depositSteadily } from './user.ts'
import { type ExplainWatch, watchExplain } from './watch-explain.ts'
import { type ClientWatch, watchClient } from './watches.ts'

/** A follower that trusts one key, on a chain with deposits, and whoever has the key says what the story wants. */
export interface LiarStage {
  readonly story: Story
  readonly place: FollowerPlace
  readonly client: ClientWatch
  readonly explained: ExplainWatch
  /** Under the newest L1 block as its view. */
  readonly say: (block: BlockRef) => Promise<void>
  readonly sayWhole: HandAttester['sayWhole']
  /** The same as `say`, signed with a key that nobody trusts. */
  readonly sayAsStranger: (block: BlockRef) => Promise<void>
  /** The follower's own block, once it is derived. */
  readonly derived: (number: number) => Promise<BlockRef>
  /** Says what is true of this height, until it is safe. */
  readonly promote: (number: number) => Promise<BlockRef>
  /** A block with more than deposits, so that its reduction is another. */
  readonly busyBlock: () => Promise<BlockRef>
  readonly evidence: () => Promise<readonly Kept[]>
}

const evidenceList = Schema.Array(
  Schema.Struct({ id: Schema.String, kind: Schema.String, detail: Schema.String, halts: Schema.Boolean }),
)

type Kept = (typeof evidenceList.Type)[number]

const chainId = 901

export async function openLiarStage(context: TestContext): Promise<LiarStage> {
  const story = await openStory(context)
  const l1 = await startL1(story, { slotsInAnEpoch: 1 })
  const rollup = await startRollup(story, l1, await l1.latest(), { chainId, dependencies: [chainId] })
  const sequencer = await startSequencer(story, l1, rollup)
  const hand = await openHandAttester(story, chainId)
  const place = await createFollowerPlace(story, l1, rollup.chain, {
    role: 'follower',
    attesters: [hand],
    staticPeers: [sequencer.node.multiaddr],
  })
  await startFollowerPlace(place)
  depositSteadily(story, l1, rollup)
  const client = watchClient(place.client)
  const say = async (block: BlockRef) => hand.say(block, await l1.latest())
  const derived = (number: number) =>
    story.until(`${number} is derived`, async () => {
      const status = await place.node.status()
      if (status === null || status.local_safe_l2.number < number) return null
      const block = await place.client.block(number)
      return block && blockOf(block)
    })
  return {
    story,
    place,
    client,
    explained: watchExplain(story, place.follower),
    say,
    sayWhole: hand.sayWhole,
    sayAsStranger: async (block) => hand.say(block, await l1.latest(), createAccount()),
    derived,
    promote: async (number) => {
      const block = await derived(number)
      await say(block)
      await story.until(`${number} is safe`, () => sameBlock(client.newest('safe'), block))
      return block
    },
    busyBlock: () => forgeMessage(story, { on: rollup, from: rollup }),
    evidence: () => place.follower.rpc.call(evidenceList, 'follower_evidence'),
  }
}
