import type { GossipSub, TopicValidatorResult } from '@chainsafe/libp2p-gossipsub'
import type { PeerScore } from '@chainsafe/libp2p-gossipsub/score'
import type { PeerId } from '@libp2p/interface'

/**
 * The gossipsub service with the methods that its exported type leaves out. They are public in the
 * implementation at the pinned version; this file is the only place that knows.
 */
export interface GossipRouter extends GossipSub {
  readonly reportMessageValidationResult: (
    messageId: string,
    source: string,
    result: TopicValidatorResult,
  ) => void
  readonly getMeshPeers: (topicName: string) => readonly string[]
  readonly score: Pick<PeerScore, 'peerStats' | 'score' | 'scoreCache'>
  readonly streamsInbound: ReadonlyMap<string, unknown>
  readonly streamsOutbound: ReadonlyMap<string, unknown>
  /** These two are called through the instance, so that the functions below can stand in front of them. */
  handleReceivedRpc: (from: PeerId, rpc: InboundRpc) => Promise<void>
  handlePeerReadStreamError: (error: Error, from: PeerId) => void
}

export interface InboundRpc {
  readonly messages: readonly { readonly data?: Uint8Array }[]
}

export function routerOf(gossipsub: GossipSub): GossipRouter {
  return gossipsub as unknown as GossipRouter
}

/**
 * Puts a meter in front of the router. The router's own scoring sees neither a message it has seen
 * before nor one on a foreign topic, so that repeating one of those would be free; and it has no
 * limit of its own on how many a peer may send.
 */
export function meterInbound(router: GossipRouter, admits: (peer: string, rpc: InboundRpc) => boolean): void {
  const handle = router.handleReceivedRpc.bind(router)
  router.handleReceivedRpc = async (from, rpc) => {
    if (admits(from.toString(), rpc)) await handle(from, rpc)
  }
}

const badFraming = /^Invalid(Message|Data)Length/

/**
 * Tells of an RPC above the limit or with a broken frame. The router drops the stream before it reads
 * the RPC, and takes a new stream from the same peer at once, all without a penalty of its own.
 */
export function onBadFrame(router: GossipRouter, listener: (peer: string) => void): void {
  const handle = router.handlePeerReadStreamError.bind(router)
  router.handlePeerReadStreamError = (error, from) => {
    if (badFraming.test(error.name)) listener(from.toString())
    handle(error, from)
  }
}
