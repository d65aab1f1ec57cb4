import type { TestContext } from 'vitest'
import { type BlockRef, blockOf } from '../../../machines/values.ts'
import { type L1, startL1 } from '../../../src/devnet/stock/l1.ts'
import { createOpAttester, type OpAttester } from '../../../src/devnet/stock/op-attester.ts'
import { createOpFollower, type OpFollower } from '../../../src/devnet/stock/op-follower.ts'
import { type Rollup, type Sequencer, startRollup, startSequencer } from '../../../src/devnet/stock/rollup.ts'
import { type Lie, openLyingClient } from './lying-client.ts'
import { openStory, type Story } from './story.ts'
import { depositSteadily } from './user.ts'

/** A sequencer whose client lies to it, an attester that believes the sequencer, and followers beside them. */
export interface LyingClientStage extends Rollup {
  readonly story: Story
  readonly l1: L1
  /** In shadow mode, beside the node that is lied to. */
  readonly follow: (name: string, l1Check: boolean) => Promise<OpFollower>
  /** Answers the block in which the lie was told, once the node has derived it and calls it safe. */
  readonly tell: (lie: Lie) => Promise<BlockRef>
}

const chainId = 901

interface Network extends Rollup {
  readonly story: Story
  readonly l1: L1
  readonly sequencer: Sequencer
  readonly attester: OpAttester
}

export async function openLyingClientStage(context: TestContext): Promise<LyingClientStage> {
  const story = await openStory(context)
  const l1 = await startL1(story, { slotsInAnEpoch: 1 })
  const rollup = await startRollup(story, l1, await l1.latest(), { chainId, dependencies: null })
  const liar = await openLyingClient(rollup.client.engineUrl)
  const sequencer = await startSequencer(story, l1, rollup, liar.url)
  depositSteadily(story, l1, rollup)
  const { chain, client } = rollup
  const attester = await createOpAttester(story, l1, chain, {
    name: 'op-attester',
    nodeUrl: sequencer.node.url,
    client,
    trustSource: true,
  })
  await attester.start()
  const network = { ...rollup, story, l1, sequencer, attester }
  return {
    ...rollup,
    story,
    l1,
    follow: (name, l1Check) => follow(network, name, l1Check),
    tell: async (lie) => derived(network, await liar.lie(lie)),
  }
}

async function follow(
  { story, l1, chain, client, sequencer, attester }: Network,
  name: string,
  l1Check: boolean,
): Promise<OpFollower> {
  const nodeUrl = sequencer.node.url
  const options = { name, mode: 'shadow', nodeUrl, client, attesters: [attester], l1Check } as const
  const follower = await createOpFollower(story, l1, chain, options)
  await follower.start()
  return follower
}

/** Blocks are a second apart. */
async function derived({ story, client, sequencer }: Network, time: number): Promise<BlockRef> {
  const { timestamp } = (await client.block(0))!
  const number = time - timestamp
  return story.until(`${number}, of which it lied, is derived`, async () => {
    const status = await sequencer.node.status()
    if (status === null || status.local_safe_l2.number < number) return null
    const block = await client.block(number)
    return block && blockOf(block)
  })
}
