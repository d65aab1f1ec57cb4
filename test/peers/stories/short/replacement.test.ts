import { describe, expect, it } from 'vitest'
import { forgeMessage } from '../../../../src/devnet/stock/forged-message.ts'
import { expectOn, openReplacementStage, replacementOf } from '../../support/replacement-stage.ts'

const blocksAfter = 50

describe('a block with an invalid message, on a chain that is followed alone', () => {
  it('is replaced on every client, and the chain goes on', async (context) => {
    const stage = await openReplacementStage(context, { followedSequencer: true })
    const { story, network, seats } = stage
    const resets = await Promise.all(seats.map(({ place }) => place.node.resets()))

    const denied = await forgeMessage(story, { on: network.chain, from: network.other })
    const replacements = []
    for (const seat of seats) replacements.push(await replacementOf(stage, seat, denied))
    const [replacement] = replacements
    expect(replacements).toEqual(seats.map(() => replacement))

    const end = denied.number + blocksAfter
    for (const { place, client } of seats) {
      await story.until(`${place.client.name} goes on`, () => (client.newest('safe')?.number ?? 0) >= end)
      await story.until(`finality of ${place.client.name} moves past it`, () => {
        return (client.newest('finalized')?.number ?? 0) > denied.number
      })
    }
    const nodes = seats.map(({ place }) => place.node)
    expect(await Promise.all(nodes.map((node) => node.resets()))).toEqual(resets.map((count) => count + 1))
    await expectOn([...seats.map(({ place }) => place.client), network.verifierClient], replacement!)
    await stage.judge()
  })
})
