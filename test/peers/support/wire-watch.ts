import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { BlockRef } from '../../../machines/values.ts'
import { createGossipValidator } from '../../../src/actors/gossip/validate.ts'
import { openLibp2pGossip } from '../../../src/adapters/libp2p/gossip.ts'
import type { OpAttester } from '../../../src/devnet/stock/op-attester.ts'
import type { Site } from '../../../src/devnet/stock/site.ts'
import { systemClock } from '../../../src/ports/clock.ts'
import type { Sighting } from './watch.ts'

/** One more peer in the mesh, who hears what attesters sign, and has no part in anything. */
export interface WireWatch {
  /** Each block once, when it was first heard of. */
  readonly attested: () => readonly Sighting[]
  readonly find: (block: BlockRef) => Sighting | null
  /**
   * Asks for these by height where they were not heard: who was not connected when a head was new hears it
   * never again. Gives up after a while, for what was never attested is never told.
   */
  readonly askFor: (blocks: readonly BlockRef[]) => Promise<void>
}

const askDeadlineMs = 30_000
const askEveryMs = 500

export async function watchWire(
  site: Site,
  chainId: number,
  attesters: readonly OpAttester[],
): Promise<WireWatch> {
  const heard = new Map<string, Sighting>()
  const gossip = await openLibp2pGossip({
    chainId,
    identityPath: join(site.workspace.root, 'wire-watch'),
    listen: { ip: '127.0.0.1', port: 0 },
    staticPeers: attesters.map(({ multiaddr }) => multiaddr),
    validate: createGossipValidator({
      chainId,
      attesters: () => attesters.map(({ address }) => address),
      clock: systemClock,
      onAccepted: ({ number, hash }) => {
        if (!heard.has(hash)) heard.set(hash, { number, hash, atMs: Date.now() })
      },
    }),
  })
  onTestFinished(gossip.close)
  return {
    attested: () => [...heard.values()],
    find: ({ hash }) => heard.get(hash) ?? null,
    askFor: async (blocks) => {
      const signal = AbortSignal.timeout(askDeadlineMs)
      const missing = () => blocks.filter(({ hash }) => !heard.has(hash))
      while (missing().length > 0 && !signal.aborted) {
        for (const { number } of missing())
          await gossip.askHeads({ kind: 'range', from: number, count: 1 }, signal)
        await sleep(askEveryMs)
      }
    },
  }
}
