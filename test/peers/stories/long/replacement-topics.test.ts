import { describe, expect, it } from 'vitest'
import type { AttestationTopic } from '../../../../machines/values.ts'
import { createFollowerPlace, startFollowerPlace } from '../../../../src/devnet/stock/follower-place.ts'
import { forgeMessage } from '../../../../src/devnet/stock/forged-message.ts'
import type { InteropPair } from '../../../../src/devnet/stock/interop-pair.ts'
import { openRelay } from '../../support/relay.ts'
import { expectOn, openReplacementStage, replacementOf } from '../../support/replacement-stage.ts'
import type { Story } from '../../support/story.ts'

async function followBy(story: Story, { l1, chain, attester }: InteropPair, topic: AttestationTopic) {
  const relay = await openRelay(story, chain.chain.chainId, attester, topic)
  const place = await createFollowerPlace(story, l1, chain.chain, {
    role: topic,
    attesters: [relay],
    staticPeers: [chain.sequencer.node.multiaddr],
  })
  await startFollowerPlace(place)
  return place
}

describe('a follower that hears of one topic alone', () => {
  it('replaces what was replaced, by heads as by blocks', async (context) => {
    const stage = await openReplacementStage(context, {
      followedSequencer: false,
      follow: async (story, network) => [
        await followBy(story, network, 'cross-safe-heads'),
        await followBy(story, network, 'cross-safe-blocks'),
      ],
    })
    const { story, network, seats } = stage
    const denied = await forgeMessage(story, { on: network.chain, from: network.other })
    for (const seat of seats) {
      const replacement = await replacementOf(stage, seat, denied)
      await expectOn([seat.place.client, network.verifierClient], replacement)
    }
    const [byHeads, byBlocks] = seats
    expect(byHeads!.client.newest('finalized')!.number).toBeGreaterThan(0)
    // The body of a block has no room for an L1 view, and without one nothing is final.
    expect(byBlocks!.client.newest('finalized')?.number ?? 0).toBe(0)
    await stage.judge()
  })
})
