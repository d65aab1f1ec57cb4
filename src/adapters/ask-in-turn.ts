import type { GossipMessage, GossipVerdict, HeadsRequest } from '../ports/gossip.ts'
import { answerFlaw } from '../wire/heads-answer.ts'
import type { HeadsResponse } from '../wire/heads-response.ts'

export interface HeadsAsker {
  /** Best first. */
  readonly peers: readonly string[]
  /** Null when the peer cannot be asked or does not answer. */
  readonly exchange: (peer: string) => Promise<HeadsResponse | Lie | null>
  readonly judge: (message: GossipMessage) => Promise<GossipVerdict> | GossipVerdict
  readonly onLie: (peer: string, detail: string) => void
  /** Told once for an answer, however many strangers signed in it: we asked for it. */
  readonly onStranger: (peer: string, verdict: GossipVerdict) => void
}

/** What no honest peer answers. */
export interface Lie {
  readonly kind: 'lie'
  readonly detail: string
}

/** One peer after another until one has told something new. Answers how many heads were new. */
export async function askInTurn(asker: HeadsAsker, request: HeadsRequest): Promise<number> {
  for (const peer of asker.peers) {
    const response = await asker.exchange(peer)
    if (response?.kind === 'lie') asker.onLie(peer, response.detail)
    const fresh = response?.kind === 'heads' ? await take(asker, request, peer, response.heads) : 0
    if (fresh > 0) return fresh
  }
  return 0
}

/** A lie ends the exchange. What strangers signed is passed over: two policies may share a mesh. */
async function take(
  { judge, onLie, onStranger }: HeadsAsker,
  request: HeadsRequest,
  peer: string,
  heads: readonly Uint8Array[],
): Promise<number> {
  const flaw = answerFlaw(request, heads)
  if (flaw !== null) {
    onLie(peer, flaw)
    return 0
  }
  let fresh = 0
  let stranger: GossipVerdict | null = null
  for (const data of heads) {
    const verdict = await judge({ topic: 'cross-safe-heads', data, from: peer })
    if (verdict.kind === 'accept') fresh += 1
    if (verdict.kind === 'ignore' && verdict.penalty) stranger = verdict
    if (verdict.kind === 'reject') {
      onLie(peer, verdict.reason)
      break
    }
  }
  if (stranger !== null) onStranger(peer, stranger)
  return fresh
}
