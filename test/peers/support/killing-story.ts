import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Denial } from '../../../machines/follower/facts.ts'
import type { FollowerPlace } from '../../../src/devnet/stock/follower-place.ts'
import type { OpAttester } from '../../../src/devnet/stock/op-attester.ts'
import { createRandom } from '../../wire/random.ts'
import { readFollowerStore } from './follower-store.ts'
import { judgeLives } from './judge-safe.ts'
import { createKiller, type Killer } from './killer.ts'
import type { Story } from './story.ts'
import { type ClientWatch, watchClient } from './watches.ts'
import { type WireWatch, watchWire } from './wire-watch.ts'

/** A follower's place that is struck again and again, and what is seen of it from outside. */
export interface Ordeal {
  readonly story: Story
  readonly place: FollowerPlace
  readonly client: ClientWatch
  readonly wire: WireWatch
  readonly killer: Killer
}

export interface OrdealOptions {
  readonly place: FollowerPlace
  readonly attester: OpAttester
  readonly chainId: number
  readonly seed: number
}

/** How long nothing may go wrong any more, once all have healed. */
const calmMs = 10_000
/** A node begins anew when it starts, and again when its client or the follower took it off its branch. */
const resetsPerStart = 2

/** The place works, and something attested is safe there. */
export async function openOrdeal(story: Story, options: OrdealOptions): Promise<Ordeal> {
  const { place, attester, chainId, seed } = options
  const wire = await watchWire(story, chainId, [attester])
  const client = watchClient(place.client)
  const killer = createKiller(place, createRandom(seed))
  const ordeal = { story, place, client, wire, killer }
  await heals(ordeal)
  return ordeal
}

/** Until something is safe that was attested after now: nobody lends a hand. */
export async function heals({ story, place, client, wire, killer }: Ordeal): Promise<void> {
  const sinceMs = Date.now()
  const healed = () => {
    const safe = client.newest('safe')
    return wire.attested().some(({ number, atMs }) => atMs > sinceMs && number <= (safe?.number ?? -1))
  }
  await story.until(`${place.client.name} goes on after ${killer.strikes()} strikes`, healed)
  console.log(`healed within ${Date.now() - sinceMs} ms`)
}

/** The end of an ordeal: what nobody may have seen, nothing lost, and no reset without a cause. */
export async function judgeOrdeal(ordeal: Ordeal): Promise<readonly Denial[]> {
  const { story, place, client, wire, killer } = ordeal
  const { node, follower } = place
  const anchor = (await follower.status())!.trustedBase!
  const resets = await node.resets()
  console.log(`${killer.strikes()} strikes, ${killer.starts(node)} restarts of the node, ${resets} resets`)
  expect(resets).toBeLessThanOrEqual(resetsPerStart * (killer.starts(node) + killer.starts(place.client) + 1))
  await sleep(calmMs)
  await heals(ordeal)
  expect(await node.resets(), 'the node is calm').toBe(resets)

  for (const label of ['safe', 'finalized'] as const) {
    const seen = client.seen(label)
    await wire.askFor(seen.filter(({ hash }) => hash !== anchor.hash))
    const record = { safe: seen, anchor, attested: wire.find }
    expect(judgeLives(record, killer.clientLives()), label).toEqual([])
  }
  await follower.kill()
  return readFollowerStore(story, follower, (store) => store.load().denials)
}
