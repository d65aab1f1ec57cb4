import type { AttestationTopic } from '../../../machines/values.ts'
import type { GossipPeer } from '../../ports/gossip.ts'
import type { GossipNode } from './node.ts'
import type { GossipRouter } from './router.ts'

export interface PeerWatch {
  readonly peers: () => readonly GossipPeer[]
  readonly onPeers: (listener: (peers: readonly GossipPeer[]) => void) => () => void
}

export type TopicNames = Readonly<Record<AttestationTopic, string>>

/** Everybody we are connected to, with what the router knows of each. A change of score alone is no event. */
export function watchPeers(
  node: GossipNode,
  router: GossipRouter,
  names: TopicNames,
  scoreOf: (peer: string) => number,
  signal: AbortSignal,
): PeerWatch {
  const listeners = new Set<(peers: readonly GossipPeer[]) => void>()
  const peers = (): readonly GossipPeer[] => snapshot(node, router, names, scoreOf)
  const announce = (): void => {
    const now = listeners.size === 0 ? [] : peers()
    for (const listener of listeners) listener(now)
  }
  for (const event of ['peer:connect', 'peer:disconnect'] as const) {
    node.addEventListener(event, announce, { signal })
  }
  for (const event of ['subscription-change', 'gossipsub:graft', 'gossipsub:prune'] as const) {
    router.addEventListener(event, announce, { signal })
  }
  signal.addEventListener('abort', () => listeners.clear(), { once: true })
  return {
    peers,
    onPeers: (listener) => {
      listeners.add(listener)
      listener(peers())
      return () => listeners.delete(listener)
    },
  }
}

function snapshot(
  node: GossipNode,
  router: GossipRouter,
  names: TopicNames,
  scoreOf: (peer: string) => number,
): readonly GossipPeer[] {
  const topics = (Object.keys(names) as AttestationTopic[]).map((topic) => ({
    topic,
    subscribers: new Set(router.getSubscribers(names[topic]).map(String)),
    mesh: new Set(router.getMeshPeers(names[topic])),
  }))
  return node.getPeers().map((peer) => {
    const id = peer.toString()
    return {
      id,
      address: node.getConnections(peer)[0]?.remoteAddr.toString() ?? '',
      topics: topics.filter(({ subscribers }) => subscribers.has(id)).map(({ topic }) => topic),
      inMesh: topics.some(({ mesh }) => mesh.has(id)),
      score: scoreOf(id),
    }
  })
}
