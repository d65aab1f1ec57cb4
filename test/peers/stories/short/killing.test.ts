import { describe, expect, it } from 'vitest'
import { startFollowerPlace } from '../../../../src/devnet/stock/follower-place.ts'
import { startSingleChain } from '../../../../src/devnet/stock/single-chain.ts'
import { heals, judgeOrdeal, openOrdeal } from '../../support/killing-story.ts'
import { peersSeed } from '../../support/seed.ts'
import { openStory } from '../../support/story.ts'

const strikes = 3
const seed = peersSeed()

describe('kill -9 of op-follower, op-node and op-geth', () => {
  it(`at ${strikes} random moments of seed ${seed}`, async (context) => {
    const story = await openStory(context)
    const { chain, place, attester } = await startSingleChain(story, { interop: true })
    await startFollowerPlace(place)
    const ordeal = await openOrdeal(story, { place, attester, chainId: chain.chainId, seed })
    for (let strike = 0; strike < strikes; strike++) await ordeal.killer.strike(5_000)
    await heals(ordeal)
    expect(await judgeOrdeal(ordeal)).toEqual([])
  })
})
