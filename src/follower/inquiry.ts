import { type HeadsRange, sameQuestion } from '../../machines/gossip/heads.ts'
import type { GossipPeer, GossipPort, HeadsRequest } from '../ports/gossip.ts'
import type { Work } from '../track-work.ts'
import { maxHeadsPerAnswer } from '../wire/limits.ts'

/** What a follower asks of its peers. What they answer comes in like gossip. */
export interface Inquiry {
  /** Asks every peer that was not there before for the newest heads that it has. */
  readonly greet: (peers: readonly Pick<GossipPeer, 'id'>[]) => void
  /** Asks for these heights, one range after another. The same question again is not asked while it is under way. */
  readonly ask: (ranges: readonly HeadsRange[]) => void
  readonly stop: () => void
}

export interface InquiryOptions {
  readonly gossip: Pick<GossipPort, 'askHeads'>
  /** So many signers may have a head at each height, and an answer holds only so many heads. */
  readonly attesters: number
  readonly track: Work['track']
}

/** Enough for attesters that are some blocks apart to have one in common. */
const newest: HeadsRequest = { kind: 'newest', count: 16 }

export function createInquiry({ gossip, attesters, track }: InquiryOptions): Inquiry {
  const stopping = new AbortController()
  const limitHeights = Math.max(1, Math.floor(maxHeadsPerAnswer / attesters))
  let known: ReadonlySet<string> = new Set()
  let current: { readonly ranges: readonly HeadsRange[]; readonly stop: AbortController } | null = null

  const askAll = async (ranges: readonly HeadsRange[], stop: AbortController): Promise<void> => {
    const signal = AbortSignal.any([stop.signal, stopping.signal])
    for (const range of ranges.flatMap((whole) => split(whole, limitHeights))) {
      if (!signal.aborted) await gossip.askHeads({ kind: 'range', ...range }, signal)
    }
    if (current?.stop === stop) current = null
  }

  return {
    greet: (peers) => {
      const strangers = peers.filter(({ id }) => !known.has(id))
      known = new Set(peers.map(({ id }) => id))
      for (const { id } of strangers) void track(gossip.askHeads(newest, stopping.signal, id))
    },
    ask: (ranges) => {
      if (current !== null && sameQuestion(current, { ranges })) return
      current?.stop.abort()
      current = { ranges, stop: new AbortController() }
      void track(askAll(ranges, current.stop))
    },
    stop: () => stopping.abort(),
  }
}

function split({ from, count }: HeadsRange, limit: number): readonly HeadsRange[] {
  if (count <= limit) return [{ from, count }]
  return [{ from, count: limit }, ...split({ from: from + limit, count: count - limit }, limit)]
}
