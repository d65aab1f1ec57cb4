import { setTimeout as sleep } from 'node:timers/promises'
import type { Libp2pEvents, PeerId } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import type { GossipNode } from './node.ts'
import type { DialOutcome } from './static-peers.ts'

/** A peer of `--p2p.static`: where it is and who it must prove to be. */
export interface StaticPeer {
  readonly id: PeerId
  readonly address: Multiaddr
}

const dialDeadlineMs = 10_000

/** Null for anything but a multiaddr that ends in `/p2p/<peer id>`. */
export function parseStaticPeer(text: string): StaticPeer | null {
  try {
    const address = multiaddr(text)
    const id = address.getComponents().findLast(({ name }) => name === 'p2p')?.value
    return id === undefined ? null : { id: peerIdFromString(id), address }
  } catch {
    return null
  }
}

export async function dial(node: GossipNode, peer: StaticPeer, signal: AbortSignal): Promise<DialOutcome> {
  try {
    await node.dial(peer.address, { signal: AbortSignal.any([signal, AbortSignal.timeout(dialDeadlineMs)]) })
    return { kind: 'connected' }
  } catch (error) {
    return { kind: 'failed', detail: error instanceof Error ? error.message : String(error) }
  }
}

/** Settles once the peer has no connection left, or at the signal. */
export async function disconnected(node: GossipNode, { id }: StaticPeer, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const listening = new AbortController()
  const onDisconnect = ({ detail }: Libp2pEvents['peer:disconnect']): void => {
    if (detail.equals(id)) resolve()
  }
  node.addEventListener('peer:disconnect', onDisconnect, { signal: listening.signal })
  signal.addEventListener('abort', () => resolve(), { once: true, signal: listening.signal })
  if (signal.aborted || node.getConnections(id).length === 0) resolve()
  await promise
  listening.abort()
}

/** A pause that ends early, and quietly, at the signal. */
export async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  await sleep(delayMs, undefined, { signal }).catch(() => undefined)
}
