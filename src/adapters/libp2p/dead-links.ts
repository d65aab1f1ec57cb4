import type { PeerId } from '@libp2p/interface'
import type { GossipNode } from './node.ts'
import type { GossipRouter } from './router.ts'

export const sweepEveryMs = 15_000

/**
 * Closes connections over which gossip no longer runs. The router drops a peer whose stream broke, as
 * after an RPC above the limit or a full write buffer, and opens no new stream while the connection
 * stands, so that both ends would look connected and say nothing for ever. A new connection heals it.
 * A link has from one sweep to the next to come up.
 */
export function closeDeadLinks(
  node: Pick<GossipNode, 'getPeers' | 'getConnections'>,
  router: Pick<GossipRouter, 'streamsInbound' | 'streamsOutbound'>,
  signal: AbortSignal,
): void {
  let suspects: ReadonlySet<string> = new Set()
  const isSilent = (peer: PeerId): boolean =>
    !router.streamsInbound.has(peer.toString()) || !router.streamsOutbound.has(peer.toString())
  const sweep = (): void => {
    const silent = node.getPeers().filter(isSilent)
    for (const peer of silent.filter((one) => suspects.has(one.toString()))) {
      for (const link of node.getConnections(peer))
        link.abort(new Error('gossip has stopped on this connection'))
    }
    suspects = new Set(silent.map(String))
  }
  const timer = setInterval(sweep, sweepEveryMs)
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
}
