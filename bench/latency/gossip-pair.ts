import { join } from 'node:path'
import { openLibp2pGossip } from '../../src/adapters/libp2p/gossip.ts'
import type { GossipPort, GossipValidator, GossipVerdict } from '../../src/ports/gossip.ts'
import { benchChainId } from './clients.ts'
import { until } from './until.ts'

export function openNode(
  directory: string,
  name: string,
  staticPeers: readonly string[] = [],
  validate: GossipValidator = keepToItself,
): Promise<GossipPort> {
  return openLibp2pGossip({
    chainId: benchChainId,
    identityPath: join(directory, `${name}-identity`),
    listen: { ip: '127.0.0.1', port: 0 },
    staticPeers,
    validate,
  })
}

/** One hop and nothing behind it. */
export interface GossipPair {
  /** Publishes, and resolves when the receiver's validator is called with the message. */
  readonly hop: (signed: Uint8Array) => Promise<void>
  readonly close: () => Promise<void>
}

export async function openGossipPair(directory: string): Promise<GossipPair> {
  let arrived = () => {}
  const sender = await openNode(directory, 'hop-sender')
  const receiver = await openNode(directory, 'hop-receiver', sender.addresses(), () => {
    arrived()
    return { kind: 'accept' }
  })
  await meshed(sender)
  return {
    hop: async (signed) => {
      const arrival = new Promise<void>((resolve) => {
        arrived = resolve
      })
      await publish(sender, signed)
      await arrival
    },
    close: async () => void (await Promise.all([sender.close(), receiver.close()])),
  }
}

export async function meshed(node: GossipPort): Promise<void> {
  await until('the mesh', () => node.peers().some(({ inMesh }) => inMesh))
}

export async function publish(node: GossipPort, signed: Uint8Array): Promise<void> {
  const outcome = await node.publish('cross-safe-heads', signed)
  if (outcome.kind !== 'published') throw new Error(`not published: ${outcome.kind}`)
}

function keepToItself(): GossipVerdict {
  return { kind: 'ignore', reason: 'nothing to relay', penalty: false }
}
