import type { GossipSub, TopicValidatorResult } from '@chainsafe/libp2p-gossipsub'
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
  readonly getScore: (peer: string) => number
  readonly streamsInbound: ReadonlyMap<string, unknown>
  readonly streamsOutbound: ReadonlyMap<string, unknown>
  /** Called through the instance for each RPC, so that {@link meterInbound} can stand in front of it. */
  handleReceivedRpc: (from: PeerId, rpc: InboundRpc) => Promise<void>
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
