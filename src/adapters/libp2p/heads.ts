import type { GossipPeer, GossipPort, HeadsSource } from '../../ports/gossip.ts'
import { headsProtocol } from '../../wire/topics.ts'
import { createHeadsAsker } from './ask-heads.ts'
import type { Decider } from './decider.ts'
import type { Manners } from './manners.ts'
import type { GossipNode } from './node.ts'
import { scoreThresholds } from './parameters.ts'
import { serveHeads } from './serve-heads.ts'

export interface HeadsOptions {
  readonly node: GossipNode
  readonly chainId: number
  readonly source: HeadsSource | undefined
  readonly manners: Manners
  readonly decide: Decider
  readonly peers: () => readonly GossipPeer[]
  readonly scoreOf: (peer: string) => number
  readonly onDefect: (error: unknown) => void
  readonly onLie: (peer: string, detail: string) => void
  readonly nowMs: () => number
  readonly signal: AbortSignal
}

/** Heads by height, both ways: serves them if there is a source, and answers how to ask for them. */
export async function speakHeads(options: HeadsOptions): Promise<GossipPort['askHeads']> {
  const { scoreOf, chainId, source, manners, onLie } = options
  const common = {
    ...options,
    protocol: headsProtocol(chainId),
    isGraylisted: (peer: string) => scoreOf(peer) < scoreThresholds.graylistThreshold,
  }
  if (source !== undefined) await serveHeads({ ...common, ...manners, source })
  return createHeadsAsker({
    ...common,
    onLie: (peer, detail) => {
      manners.blame(peer)
      onLie(peer, detail)
    },
    onStranger: manners.judge,
  })
}
