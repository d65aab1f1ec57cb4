import * as Schema from 'effect/Schema'
import { expect } from 'vitest'
import { type BlockRef, sameBlock } from '../../../machines/values.ts'
import { type GatewayNetwork, startGatewayNetwork } from './gateway-network.ts'
import { judgeSafe } from './judge-safe.ts'
import type { Story } from './story.ts'
import { type ObedienceWatch, watchObedience } from './watch-obedience.ts'
import { watchClient } from './watches.ts'
import { watchWire } from './wire-watch.ts'

/** What the stories about the gateway and its Light CL wait for, and look at. */
export interface Scene extends GatewayNetwork {
  readonly story: Story
  /** What the Light CL's client calls safe, asked past everybody. */
  readonly lightSafe: () => Promise<BlockRef>
  /** Until our cross-safe head is at this height or above, and is what the Light CL has for safe; answers that. */
  readonly follows: (number: number) => Promise<BlockRef>
  /** The same when nothing attested is left that we could promote, so that it stands from then on. */
  readonly standsWithUs: () => Promise<BlockRef>
  /** Until the Light CL has heard of new blocks from the sequencer. */
  readonly hearsBlocks: () => Promise<void>
  /** Until a look at the answer of `optimism_syncStatus` finds something. */
  readonly served: <T>(what: string, look: (status: Served) => T | false) => Promise<T>
  /**
   * From now on nothing is safe for the Light CL that is not for us, and from when it follows on safe never
   * goes back. Resolves then; judged at the end of it.
   */
  readonly watch: () => Promise<Judge>
}

type Judge = () => Promise<void>

const servedStatus = Schema.Struct({
  safe_l2: Schema.Struct({ number: Schema.Int, l1origin: Schema.Struct({ number: Schema.Int }) }),
})

type Served = typeof servedStatus.Type

const newBlocks = 5

export async function openScene(story: Story, interop: boolean): Promise<Scene> {
  const network = await startGatewayNetwork(story, interop)
  const { gateway, light } = network
  const lightSafe = async () => {
    const { number, hash } = (await light.client.block('safe'))!
    return { number, hash }
  }
  const follows = (number: number, isAt = (_blockers: readonly string[]) => true) =>
    story.until(`the Light CL has our safe block, at ${number} or above`, async () => {
      const [safe, status] = [await light.client.block('safe'), await gateway.status()]
      const ours = status?.heads.crossSafe ?? null
      return ours !== null && ours.number >= number && sameBlock(ours, safe) && isAt(status!.blockers) && ours
    })
  const latest = async () => (await light.client.block('latest'))!.number
  const hearsBlocks = async () => {
    const before = await latest()
    await story.until('the Light CL has new blocks', async () => (await latest()) >= before + newBlocks)
  }
  return {
    ...network,
    story,
    lightSafe,
    follows: (number) => follows(number),
    standsWithUs: () => follows(0, (blockers) => blockers.includes('attestation/missing')),
    hearsBlocks,
    served: (what, look) =>
      story.until(what, async () => {
        const status = await gateway.rpc.attempt(servedStatus, 'optimism_syncStatus')
        return status !== null && look(status)
      }),
    watch: async () => {
      const obedience = watchObedience(network)
      // It begins anew once at its start, when its client has caught up with the others.
      await follows(1)
      await hearsBlocks()
      await follows(1)
      return watch(story, network, obedience)
    },
  }
}

async function watch(
  story: Story,
  { chain, attester, gateway, light }: GatewayNetwork,
  obedience: ObedienceWatch,
): Promise<Judge> {
  const wire = await watchWire(story, chain.chainId, [attester])
  const anchor = await story.until('the gateway has anchored', async () => {
    return (await gateway.status())?.trustedBase
  })
  const client = watchClient(light.client)
  return async () => {
    await obedience.end()
    await client.end()
    const safe = client.seen('safe')
    console.log(`${safe.length} safe blocks of the Light CL, compared with ours ${obedience.looks()} times`)
    await wire.askFor(safe.filter(({ hash }) => hash !== anchor.hash))
    expect(judgeSafe({ safe, anchor, attested: wire.find })).toEqual([])
    expect(obedience.beyond()).toEqual([])
  }
}
