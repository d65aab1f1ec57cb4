import type { GossipNode } from './node.ts'
import type { GossipRouter } from './router.ts'

const sweepEveryMs = 15_000

/**
 * Closes connections over which gossip no longer runs. The router drops a peer whose stream broke, as
 * after an RPC above the limit or a full write buffer, and opens no new stream while the connection
 * stands, so that both ends would look connected and say nothing for ever. A new connection heals it.
 */
export function closeDeadLinks(node: GossipNode, router: GossipRouter, signal: AbortSignal): void {
  let suspects: ReadonlySet<string> = new Set()
  const sweep = (): void => {
    const silent = silentPeers(node, router)
    for (const id of silent) if (suspects.has(id)) closeLink(node, id)
    suspects = silent
  }
  const timer = setInterval(sweep, sweepEveryMs)
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
}

function silentPeers(node: GossipNode, router: GossipRouter): ReadonlySet<string> {
  const ids = node.getPeers().map(String)
  return new Set(ids.filter((id) => !router.streamsInbound.has(id) || !router.streamsOutbound.has(id)))
}

function closeLink(node: GossipNode, id: string): void {
  for (const connection of node.getConnections()) {
    if (connection.remotePeer.toString() === id)
      connection.abort(new Error('gossip stopped on this connection'))
  }
}
