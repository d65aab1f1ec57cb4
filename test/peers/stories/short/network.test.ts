import { describe, expect, it } from 'vitest'
import { startL1 } from '../../../../src/devnet/stock/l1.ts'
import type { OpGeth } from '../../../../src/devnet/stock/op-geth.ts'
import { startRollup, startSequencer, startVerifier } from '../../../../src/devnet/stock/rollup.ts'
import { openStory } from '../../support/story.ts'

const chainId = 901

describe('a network of stock programs', () => {
  it.for([
    ['before interop', null],
    ['with interop', [chainId]],
  ] as const)(
    'runs, and every node derives what the sequencer made, %s',
    async ([, dependencies], context) => {
      const story = await openStory(context)
      const l1 = await startL1(story)
      const rollup = await startRollup(story, l1, await l1.latest(), { chainId, dependencies })
      const sequencer = await startSequencer(story, l1, rollup)
      const verifier = await startVerifier(story, l1, rollup.chain, sequencer, 'verifier')

      const finalized = await story.until('the verifier has finalized a block', async () => {
        const status = await verifier.node.status()
        return status !== null && status.finalized_l2.number > 0 && status
      })

      expect(finalized.local_safe_l2.number).toBeGreaterThanOrEqual(finalized.finalized_l2.number)
      expect(finalized.unsafe_l2.number).toBeGreaterThan(finalized.local_safe_l2.number)
      const heights = [finalized.finalized_l2.number, finalized.local_safe_l2.number]
      const hashesOn = (client: OpGeth) =>
        Promise.all(heights.map(async (height) => (await client.block(height))?.hash))
      expect(await hashesOn(verifier.client)).toEqual(await hashesOn(rollup.client))
      const safe = await verifier.client.block('safe')
      expect(safe!.number).toBeGreaterThanOrEqual(finalized.local_safe_l2.number)

      await verifier.client.kill()
      const behind = (await rollup.client.block('latest'))!.number
      await verifier.client.start()
      await story.until('the verifier caught up after its client was killed', async () => {
        return ((await verifier.client.block('latest'))?.number ?? 0) > behind
      })
    },
  )
})
