import type { AttestationTopic } from '../../machines/values.ts'
import type { HeadsRequest } from '../wire/heads-request.ts'

export type { HeadsRequest }

/** A message as it came over the wire: snappy already undone, declared length already bounded. */
export interface GossipMessage {
  readonly topic: AttestationTopic
  readonly data: Uint8Array
  /** The peer that handed it to us, which need not be its author. */
  readonly from: string
}

/**
 * What to do with a message (design §4). `ignore` with `penalty` also lowers the
 * application score of the peer that handed it over, so that floods are graylisted.
 */
export type GossipVerdict =
  | { readonly kind: 'accept' }
  | { readonly kind: 'ignore'; readonly reason: string; readonly penalty: boolean }
  | { readonly kind: 'reject'; readonly reason: string }

export type PublishOutcome =
  | { readonly kind: 'published'; readonly recipients: number }
  | { readonly kind: 'nobody-subscribed' }
  | { readonly kind: 'too-large'; readonly bytes: number; readonly limitBytes: number }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'failed'; readonly detail: string }

export interface GossipPeer {
  readonly id: string
  readonly address: string
  readonly topics: readonly AttestationTopic[]
  readonly inMesh: boolean
  readonly score: number
}

/** What we have to give: uncompressed signed messages of the heads topic, ascending by height; few enough for one answer. */
export type HeadsSource = (request: HeadsRequest) => readonly Uint8Array[]

/** The mesh of attesters and followers of one chain. Opened by an adapter, closed once. */
export interface GossipPort {
  readonly peerId: string
  /** Multiaddrs with peer id, for somebody else's `--p2p.static`. */
  readonly addresses: () => readonly string[]
  /** Uncompressed signed bytes; compressing and framing are the adapter's. */
  readonly publish: (topic: AttestationTopic, data: Uint8Array) => Promise<PublishOutcome>
  /**
   * Asks one peer, or all that are connected, best first, until one tells something new; each head goes
   * through the same checks as gossip, but for its age, and to whoever hears accepted statements. Answers
   * how many were new. Who does not speak the protocol, is silent or lies is passed over.
   */
  readonly askHeads: (request: HeadsRequest, signal: AbortSignal, peer?: string) => Promise<number>
  readonly peers: () => readonly GossipPeer[]
  /** Called at once with the current peers and again at each change. Returns the unsubscriber. */
  readonly onPeers: (listener: (peers: readonly GossipPeer[]) => void) => () => void
  readonly close: () => Promise<void>
}

/** Decides one message. Must settle within 6 s, or the message is not relayed whatever it says. */
export type GossipValidator = (
  message: GossipMessage,
  channel: MessageChannel,
) => GossipVerdict | Promise<GossipVerdict>

/** How a message came: by itself, or because we asked for it, which it may be of any age for. */
export type MessageChannel = 'gossip' | 'answer'
