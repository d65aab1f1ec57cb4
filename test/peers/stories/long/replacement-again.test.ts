import { describe, expect, it } from 'vitest'
import { forgeMessage } from '../../../../src/devnet/stock/forged-message.ts'
import { denialsOf } from '../../support/denials.ts'
import { expectOn, openReplacementStage } from '../../support/replacement-stage.ts'

/** So often it may be taken up again; how soon a sequencer does is its own affair. */
const executions = 3
const blocksAfter = 10

describe('a sequencer that takes the invalid message from its pool again', () => {
  it('has one block after the other replaced, until it does no harm any more', async (context) => {
    const stage = await openReplacementStage(context, { followedSequencer: true })
    const { story, network, seats } = stage
    const denied = await forgeMessage(story, {
      on: network.chain,
      from: network.other,
      blocks: executions,
    })
    for (const { place, client } of seats) {
      await story.until(`${place.client.name} goes on`, () => {
        return (client.newest('safe')?.number ?? 0) >= denied.number + executions + blocksAfter
      })
    }
    const denials = await Promise.all(seats.map(({ place }) => denialsOf(place.follower)))
    expect(denials[0]).toEqual(denials[1])
    expect(denials[0]!.length).toBeGreaterThanOrEqual(2)
    expect(denials[0]![0]).toMatchObject({ number: denied.number, denied: denied.hash })
    for (const { number, replacement } of denials[0]!)
      await expectOn([...seats.map(({ place }) => place.client), network.verifierClient], {
        number,
        hash: replacement,
      })
    await stage.judge()
  })
})
