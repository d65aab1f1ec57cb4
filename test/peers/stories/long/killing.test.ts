import { describe, expect, it } from 'vitest'
import { startFollowerPlace } from '../../../../src/devnet/stock/follower-place.ts'
import { forgeMessage } from '../../../../src/devnet/stock/forged-message.ts'
import { startInteropPair } from '../../../../src/devnet/stock/interop-pair.ts'
import { heals, judgeOrdeal, openOrdeal } from '../../support/killing-story.ts'
import { peersSeed } from '../../support/seed.ts'
import { openStory } from '../../support/story.ts'

const rounds = 3
const strikesBefore = 5
const strikesWithin = 5
/** A strike within a replacement falls somewhere into its first moments. */
const withinMs = 1_500
const verdictDeadlineMs = 120_000
const timeoutMs = 1_200_000
const seed = peersSeed()

describe('kill -9 of op-follower, op-node and op-geth', () => {
  it(`at 30 random moments of seed ${seed}, half of them within replacements`, {
    timeout: timeoutMs,
  }, async (context) => {
    const story = await openStory(context)
    const { chain, other, place, attester, verifierClient } = await startInteropPair(story, {
      followedSequencer: true,
    })
    const { chainId } = chain.chain
    await startFollowerPlace(place)
    const ordeal = await openOrdeal(story, { place, attester, chainId, seed })
    const { killer, client, wire } = ordeal

    const denied = []
    for (let round = 0; round < rounds; round++) {
      for (let strike = 0; strike < strikesBefore; strike++) await killer.strike(5_000)
      await heals(ordeal)
      const block = await forgeMessage(story, { on: chain, from: other })
      denied.push(block)
      await story.until(
        'the replacement is attested',
        () => wire.attested().some(({ number }) => number >= block.number),
        verdictDeadlineMs,
      )
      for (let strike = 0; strike < strikesWithin; strike++) await killer.strike(withinMs)
      await story.until('the replacement is safe', async () => {
        return (client.newest('safe')?.number ?? 0) >= block.number
      })
      await heals(ordeal)
    }

    const denials = await judgeOrdeal(ordeal)
    for (const { number, hash } of denied) {
      const replacement = (await verifierClient.block(number))!.hash
      expect(replacement).not.toBe(hash)
      expect((await place.client.block(number))!.hash).toBe(replacement)
      expect(denials).toContainEqual({ number, denied: hash, replacement })
    }
  })
})
