import { type GossipsubOpts, StrictNoSign } from '@chainsafe/libp2p-gossipsub'
import type {
  PeerScoreParams,
  PeerScoreThresholds,
  TopicScoreParams,
} from '@chainsafe/libp2p-gossipsub/score'
import { maxMessageBytes } from '../../wire/limits.ts'

/** op-node's gossipsub parameters (its "light" scoring at two-second slots), in milliseconds. */

const slotMs = 2_000
const slotsPerEpoch = 6
const heartbeatMs = 500
const heartbeatsRemembered = 12

/**
 * A verdict later than this is lost: the router forgets a message after so many heartbeats. One
 * heartbeat is kept for the way back.
 */
export const validationDeadlineMs = heartbeatMs * (heartbeatsRemembered - 1)

/** Framing, piggybacked control messages, and what snappy adds to bytes it cannot compress. */
const rpcSlackBytes = 256 * 1024

export const meshParameters = {
  D: 8,
  Dlo: 6,
  Dhi: 12,
  Dlazy: 6,
  heartbeatInterval: heartbeatMs,
  mcacheLength: heartbeatsRemembered,
  mcacheGossip: 3,
  fanoutTTL: 24_000,
  seenTTL: 65_000,
  floodPublish: false,
  doPX: false,
  fallbackToFloodsub: false,
  globalSignaturePolicy: StrictNoSign,
  asyncValidation: true,
  batchPublish: true,
  maxInboundDataLength: maxMessageBytes + rpcSlackBytes,
  /** Three of the largest messages. A peer that reads slower loses its stream, not our memory. */
  maxOutboundBufferSize: 3 * maxMessageBytes,
} satisfies Partial<GossipsubOpts>

export const scoreThresholds: PeerScoreThresholds = {
  gossipThreshold: -10,
  publishThreshold: -40,
  graylistThreshold: -40,
  acceptPXThreshold: 20,
  opportunisticGraftThreshold: 0.05,
}

/** What a peer can earn at most; a penalty must exceed it to mean anything. */
export const topicScoreCap = 34

export function scoreParameters(
  topicNames: readonly string[],
  appSpecificScore: (peer: string) => number,
): PeerScoreParams {
  return {
    topics: Object.fromEntries(topicNames.map((name) => [name, topicScore])),
    topicScoreCap,
    appSpecificScore,
    appSpecificWeight: 1,
    IPColocationFactorWeight: -35,
    IPColocationFactorThreshold: 10,
    /** A fleet on one machine is not a Sybil attack. */
    IPColocationFactorWhitelist: new Set(['127.0.0.1', '::1']),
    behaviourPenaltyWeight: -16,
    behaviourPenaltyThreshold: 6,
    behaviourPenaltyDecay: decayOver(10),
    decayInterval: slotMs,
    decayToZero: 0.01,
    retainScore: 1_200_000,
  }
}

/**
 * The one departure from op-node: nobody is blamed for messages that did not come (P3, P3b). Unsafe
 * blocks never pause; attestations do, when cross-safety stalls, when an attester is away, or on a
 * topic nobody uses. Blame for that would dissolve the mesh before the first message after a gap.
 */
const topicScore: TopicScoreParams = {
  topicWeight: 0.8,
  timeInMeshWeight: 10 / 1_800,
  timeInMeshQuantum: slotMs,
  timeInMeshCap: 1_800,
  firstMessageDeliveriesWeight: 1,
  firstMessageDeliveriesDecay: decayOver(20),
  firstMessageDeliveriesCap: 23,
  meshMessageDeliveriesWeight: 0,
  meshMessageDeliveriesDecay: decayOver(5),
  meshMessageDeliveriesCap: 30,
  meshMessageDeliveriesThreshold: 3,
  meshMessageDeliveriesWindow: 2_000,
  meshMessageDeliveriesActivation: 48_000,
  meshFailurePenaltyWeight: 0,
  meshFailurePenaltyDecay: decayOver(5),
  invalidMessageDeliveriesWeight: -140.4475,
  invalidMessageDeliveriesDecay: decayOver(50),
}

/** The factor per slot that leaves a hundredth after so many epochs. */
function decayOver(epochs: number): number {
  return 0.01 ** (1 / (slotsPerEpoch * epochs))
}
