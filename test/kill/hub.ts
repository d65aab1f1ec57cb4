import { join } from 'node:path'
import { openLibp2pGossip } from '../../src/adapters/libp2p/gossip.ts'
import type { GossipPort } from '../../src/ports/gossip.ts'
import type { WireWatch } from './wire-watch.ts'

export interface Hub extends GossipPort {
  /** Speaks for somebody whom nobody watches. */
  readonly publishUnwatched: GossipPort['publish']
}

/** The peer that everybody dials: it passes everything on, and whatever passes it is watched. */
export async function openHub(chainId: number, directory: string, wire: WireWatch): Promise<Hub> {
  const gossip = await openLibp2pGossip({
    chainId,
    identityPath: join(directory, 'hub-identity'),
    listen: { ip: '127.0.0.1', port: 0 },
    staticPeers: [],
    validate: ({ topic, data }) => {
      wire.hear(topic, data)
      return { kind: 'accept' }
    },
  })
  return {
    ...gossip,
    publishUnwatched: gossip.publish,
    publish: (topic, data) => {
      wire.hear(topic, data)
      return gossip.publish(topic, data)
    },
  }
}
