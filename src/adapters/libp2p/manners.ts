import type { GossipVerdict } from '../../ports/gossip.ts'
import { createAllowance } from './allowance.ts'
import { createPenalties } from './penalties.ts'
import type { InboundRpc } from './router.ts'

/** What we take from one peer without blame, and what blame does to its score. */
export interface Manners {
  /** Whether a delivery is still within reason, whatever it says. */
  readonly admits: (peer: string, rpc: InboundRpc) => boolean
  /** For an RPC above the limit, which nobody sends by accident. */
  readonly blame: (peer: string) => void
  readonly judge: (peer: string, verdict: GossipVerdict) => void
  readonly scoreOf: (peer: string) => number
}

const limitPeers = 1_024

/** A large message costs as much as several small ones: 10 MiB is worth 81. */
const bytesPerUnit = 128 * 1024

/**
 * Honest peers stay far below both rates. A relay hands on a few messages a second; statements of a
 * signer we do not know come from honest peers only while two policies share a mesh, as during a
 * rotation. Fifteen deliveries beyond either rate outweigh the best score a peer can have earned.
 */
const inbound = { burst: 256, perSecond: 64, limitPeers }
const unsolicited = { burst: 64, perSecond: 4, limitPeers }
const penalty = { limitPoints: 200, halfLifeMs: 60_000, limitPeers }
const excessPoints = 5
const badFramePoints = 25

export function createManners(nowMs: () => number): Manners {
  const inboundAllowance = createAllowance({ ...inbound, nowMs })
  const unsolicitedAllowance = createAllowance({ ...unsolicited, nowMs })
  const penalties = createPenalties({ ...penalty, nowMs })
  return {
    admits: (peer, rpc) => {
      const admitted = inboundAllowance.take(peer, costOf(rpc))
      if (!admitted) penalties.add(peer, excessPoints)
      return admitted
    },
    blame: (peer) => penalties.add(peer, badFramePoints),
    judge: (peer, verdict) => {
      const blamed = verdict.kind === 'ignore' && verdict.penalty
      if (blamed && !unsolicitedAllowance.take(peer, 1)) penalties.add(peer, excessPoints)
    },
    scoreOf: penalties.scoreOf,
  }
}

function costOf({ messages }: InboundRpc): number {
  return messages.reduce((cost, { data }) => cost + 1 + (data?.length ?? 0) / bytesPerUnit, 0)
}
