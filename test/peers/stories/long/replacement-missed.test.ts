import { describe, expect, it } from 'vitest'
import type { BlockRef } from '../../../../machines/values.ts'
import { startFollowerPlace } from '../../../../src/devnet/stock/follower-place.ts'
import { forgeMessage } from '../../../../src/devnet/stock/forged-message.ts'
import type { InteropPair } from '../../../../src/devnet/stock/interop-pair.ts'
import type { OpGeth } from '../../../../src/devnet/stock/op-geth.ts'
import { createOpNode } from '../../../../src/devnet/stock/op-node.ts'
import { denialsOf } from '../../support/denials.ts'
import { expectOn, openReplacementStage, replacementOf } from '../../support/replacement-stage.ts'
import type { Story } from '../../support/story.ts'

describe('a follower that was not there when a block was replaced', () => {
  it('replaces it when it is back', async (context) => {
    const stage = await openReplacementStage(context, { followedSequencer: false })
    const { story, network, follower } = stage
    const { client, follower: program } = follower.place
    const denied = await forgeMessage(story, { on: network.chain, from: network.other })
    await has(story, client, denied)
    await program.kill()
    await verdictOn(story, network, denied)
    await has(story, client, denied)
    await program.start()
    const replacement = await replacementOf(stage, follower, denied)
    await expectOn([client, network.verifierClient], replacement)
    await stage.judge()
  })

  it('replaces it when its node has finalized it long since', async (context) => {
    const stage = await openReplacementStage(context, { followedSequencer: false, l1: { slotsInAnEpoch: 1 } })
    const { story, network, follower } = stage
    const { client, node } = follower.place
    await network.attester.kill()
    const denied = await forgeMessage(story, { on: network.chain, from: network.other })
    await story.until('the node has finalized it', async () => {
      return ((await node.status())?.finalized_l2.number ?? 0) > denied.number
    })
    await has(story, client, denied)
    await network.attester.start()
    const replacement = await replacementOf(stage, follower, denied)
    await expectOn([client, network.verifierClient], replacement)
    await story.until('it is final', () => follower.client.newest('finalized')!.number >= denied.number)
    await stage.judge()
  })

  it('replaces it when it joins, and its node has derived far past it', async (context) => {
    let denied: BlockRef | null = null
    const stage = await openReplacementStage(context, {
      followedSequencer: false,
      l1: { slotsInAnEpoch: 32 },
      follow: async (story, network) => {
        denied = await runDirectlyPastForgery(story, network)
        await startFollowerPlace(network.place)
        return [network.place]
      },
    })
    const { follower, network } = stage
    const replacement = await replacementOf(stage, follower, denied!)
    await expectOn([follower.place.client, network.verifierClient], replacement)
    expect(await denialsOf(follower.place.follower)).toHaveLength(1)
    await stage.judge()
  })
})

/** As it was before op-follower; until the node calls safe what others have replaced. */
async function runDirectlyPastForgery(story: Story, network: InteropPair): Promise<BlockRef> {
  const { l1, chain, other, place } = network
  const node = await createOpNode(story, l1, chain.chain, {
    name: 'op-node-901-before',
    engineUrl: place.client.engineUrl,
    staticPeers: [chain.sequencer.node.multiaddr],
  })
  await place.client.start()
  await node.start()
  await story.until('the node derives', async () => ((await node.status())?.local_safe_l2.number ?? 0) > 0)
  const denied = await forgeMessage(story, { on: chain, from: other })
  await verdictOn(story, network, denied)
  await story.until('the node has derived past it', async () => {
    return ((await node.status())?.local_safe_l2.number ?? 0) > denied.number
  })
  await has(story, place.client, denied)
  await node.kill()
  return denied
}

function has(story: Story, client: OpGeth, { number, hash }: BlockRef) {
  return story.until(`${client.name} has ${number}`, async () => (await client.block(number))?.hash === hash)
}

/** Until the verifier has replaced it. */
function verdictOn(story: Story, { supernode, chain }: InteropPair, { number, hash }: BlockRef) {
  return story.until('the verifier has replaced it', async () => {
    const safe = (await supernode.status(chain.chain.chainId))?.safe_l2
    return safe !== undefined && safe.number === number && safe.hash !== hash
  })
}
