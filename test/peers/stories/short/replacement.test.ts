import { describe, expect, it } from 'vitest'
import type { BlockRef } from '../../../../machines/values.ts'
import { forgeMessage } from '../../../../src/devnet/stock/forged-message.ts'
import { contentsOf } from '../../support/contents-of.ts'
import { expectOn, openReplacementStage, replacementOf } from '../../support/replacement-stage.ts'

const blocksAfter = 50
/** One block in ten has no deposit. */
const tryLimit = 4

describe('a block with an invalid message, on a chain that is followed alone', () => {
  it('is replaced on every client, its deposits are proven by L1, and the chain goes on', async (context) => {
    const stage = await openReplacementStage(context, { followedSequencer: true })
    const { story, network, seats, follower } = stage
    const clients = [...seats.map(({ place }) => place.client), network.verifierClient]
    const resets = await Promise.all(seats.map(({ place }) => place.node.resets()))

    const denials = []
    let deposits: readonly string[] = []
    while (deposits.length === 0 && denials.length < tryLimit) {
      const denied = await forgeMessage(story, { on: network.chain, from: network.other })
      denials.push(denied)
      const replacements: BlockRef[] = []
      for (const seat of seats) replacements.push(await replacementOf(stage, seat, denied))
      const replacement = replacements[0]!
      expect(replacements).toEqual(seats.map(() => replacement))
      await expectOn(clients, replacement)
      deposits = (await contentsOf(follower.place.client, denied.hash)).deposits
      const left = await contentsOf(follower.place.client, replacement.hash)
      expect(left).toMatchObject({ deposits, others: [] })
    }
    expect(deposits).not.toEqual([])

    const { number } = denials.at(-1)!
    for (const { place, client } of seats) {
      await story.until(`${place.client.name} goes on`, () => {
        return (client.newest('safe')?.number ?? 0) >= number + blocksAfter
      })
      await story.until(`finality of ${place.client.name} moves past it`, () => {
        return (client.newest('finalized')?.number ?? 0) > number
      })
    }
    const nodes = seats.map(({ place }) => place.node)
    expect(await Promise.all(nodes.map((node) => node.resets()))).toEqual(
      resets.map((count) => count + denials.length),
    )
    await stage.judge()
  })
})
