import { describe, expect, it } from 'vitest'
import { sameBlock } from '../../../../machines/values.ts'
import { forgeMessage } from '../../../../src/devnet/stock/forged-message.ts'
import { expectOn, openReplacementStage, replacementOf } from '../../support/replacement-stage.ts'

/** That the sequencer makes on the denied branch while everybody else stands. */
const blocksPastReplacement = 40

describe('a replacement that the sequencer does not hear of', () => {
  it('is where everybody else stands, and explain says why', async (context) => {
    const stage = await openReplacementStage(context, { followedSequencer: false })
    const { story, network, follower } = stage
    const { node } = follower.place
    const resets = await node.resets()

    const denied = await forgeMessage(story, { on: network.chain, from: network.other })
    const replacement = await replacementOf(stage, follower, denied)
    await story.until('the node begins anew', async () => (await node.resets()) > resets)

    const { client } = network.chain
    await story.until('the sequencer went on for a while', async () => {
      return (await client.block('latest'))!.number > denied.number + blocksPastReplacement
    })
    await expectOn([client], denied)
    await expectOn([follower.place.client], replacement)
    expect(sameBlock(follower.client.newest('safe'), replacement)).toBe(true)
    const derived = [await node.status(), await network.supernode.status(network.chain.chain.chainId)]
    expect(derived.map((status) => status?.local_safe_l2.hash)).toEqual([replacement.hash, replacement.hash])
    expect(follower.explained.has('replacement/derivation-waits', 'still offered')).toBe(true)
    expect(await node.resets()).toBe(resets + 1)
    await stage.judge()
  })
})
