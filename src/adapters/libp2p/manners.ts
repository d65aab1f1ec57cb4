import type { GossipVerdict } from '../../ports/gossip.ts'
import { createAllowance } from './allowance.ts'
import { createPenalties } from './penalties.ts'
import type { InboundRpc } from './router.ts'

/** What we take from one peer without blame, and what blame does to its score. */
export interface Manners {
  /** Whether a delivery is still within reason, whatever it says. */
  readonly admits: (peer: string, rpc: InboundRpc) => boolean
  /** Whether a question by height is still within reason, and within what we answer to all together. */
  readonly admitsQuestion: (peer: string) => boolean
  /** For what nobody sends by accident: an RPC above the limit, a question that is none, a lie. */
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
const questions = { burst: 64, perSecond: 8, limitPeers }
const allQuestions = { burst: 256, perSecond: 64, limitPeers: 1 }
const penalty = { limitPoints: 200, halfLifeMs: 60_000, limitPeers }
const excessPoints = 5
const offencePoints = 25

export function createManners(nowMs: () => number): Manners {
  const inboundAllowance = createAllowance({ ...inbound, nowMs })
  const unsolicitedAllowance = createAllowance({ ...unsolicited, nowMs })
  const questionAllowance = createAllowance({ ...questions, nowMs })
  const allQuestionsAllowance = createAllowance({ ...allQuestions, nowMs })
  const penalties = createPenalties({ ...penalty, nowMs })
  return {
    admits: (peer, rpc) => {
      const admitted = inboundAllowance.take(peer, costOf(rpc))
      if (!admitted) penalties.add(peer, excessPoints)
      return admitted
    },
    admitsQuestion: (peer) => {
      const admitted = questionAllowance.take(peer, 1)
      if (!admitted) penalties.add(peer, excessPoints)
      return admitted && allQuestionsAllowance.take('all', 1)
    },
    blame: (peer) => penalties.add(peer, offencePoints),
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
