import type { Manners } from './manners.ts'
import type { GossipRouter } from './router.ts'

/**
 * What each peer is worth to us now. The router answers for the length of a heartbeat with what it worked
 * out before, and a peer that was just caught would look as good as ever; of a peer that does not gossip,
 * or does not yet, it knows nothing at all.
 */
export function createScores(
  { score }: Pick<GossipRouter, 'score'>,
  manners: Pick<Manners, 'scoreOf'>,
): (peer: string) => number {
  return (peer) => {
    if (!score.peerStats.has(peer)) return manners.scoreOf(peer)
    score.scoreCache.delete(peer)
    return score.score(peer)
  }
}
