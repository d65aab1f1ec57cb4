import type { AttestationTopic } from '../../../machines/values.ts'
import type { GossipPort, GossipValidator, HeadsSource } from '../../ports/gossip.ts'
import { messageId } from '../../wire/message-id.ts'
import { topicName, topicOf } from '../../wire/topics.ts'
import { closeDeadLinks } from './dead-links.ts'
import { createDecider } from './decider.ts'
import { dial, disconnected, parseStaticPeer, pause, type StaticPeer } from './dialling.ts'
import { speakHeads } from './heads.ts'
import { loadIdentity } from './identity.ts'
import { createManners, type Manners } from './manners.ts'
import { createNode, type GossipNode } from './node.ts'
import { meshParameters, scoreParameters, scoreThresholds, validationDeadlineMs } from './parameters.ts'
import { snappyTransform } from './payload-transform.ts'
import { type TopicNames, watchPeers } from './peers.ts'
import { publishTo } from './publish.ts'
import { meterInbound, onBadFrame, routerOf } from './router.ts'
import { createScores } from './scores.ts'
import { keepDialled } from './static-peers.ts'
import { superviseValidation } from './validation.ts'

export interface Libp2pGossipOptions {
  readonly chainId: number
  /** Where the node's key is kept; made at the first start. */
  readonly identityPath: string
  readonly listen: { readonly ip: string; readonly port: number }
  /** Multiaddrs that end in `/p2p/<peer id>`. Our own is passed over, so that a fleet can share one list. */
  readonly staticPeers: readonly string[]
  readonly validate: GossipValidator
  /** What we serve by height. Without it we do not speak that protocol, but ask others all the same. */
  readonly heads?: HeadsSource
  readonly onEvent?: (event: Libp2pGossipEvent) => void
}

/** What an operator wants to see in the log and the port has no word for. */
export type Libp2pGossipEvent =
  | {
      readonly kind: 'dial-failed'
      readonly address: string
      readonly detail: string
      readonly retryInMs: number
    }
  /** Rejected before validation: no honest peer relays such bytes. */
  | { readonly kind: 'undecodable'; readonly topic: AttestationTopic }
  | { readonly kind: 'validator-defect'; readonly error: unknown }
  /** The heads that a peer asked for could not be had. */
  | { readonly kind: 'heads-defect'; readonly error: unknown }
  /** A peer answered a question of ours in a way that no honest peer does. */
  | { readonly kind: 'heads-lie'; readonly peer: string; readonly detail: string }

/** The address cannot be listened on, or a static peer cannot be understood. */
export class GossipConfigError extends Error {
  override readonly name = 'GossipConfigError'
}

type Events = (event: Libp2pGossipEvent) => void

const limitValidationsPerPeer = 32

/** For rates: it never goes back. */
const nowMs = (): number => performance.now()

/** Joins the mesh of one chain. Listens, dials and subscribes to both topics until it is closed. */
export async function openLibp2pGossip(options: Libp2pGossipOptions): Promise<GossipPort> {
  const { chainId, listen, validate, heads, onEvent = () => {} } = options
  const staticPeers = options.staticPeers.map(requireStaticPeer)
  const names = topicNames(chainId)
  const manners = createManners(nowMs)
  const node = await configure(options, names, manners, onEvent)
  const router = routerOf(node.services.pubsub)
  const closing = new AbortController()
  const { signal } = closing

  meterInbound(router, manners.admits)
  onBadFrame(router, manners.blame)
  const decide = createDecider({
    validate,
    deadlineMs: validationDeadlineMs,
    limitPerPeer: limitValidationsPerPeer,
    onDefect: (error) => onEvent({ kind: 'validator-defect', error }),
    signal,
  })
  superviseValidation({
    router,
    topicOf: (name) => topicOf(name, chainId),
    decide,
    onVerdict: manners.judge,
    signal,
  })
  const scoreOf = createScores(router, manners)
  const watch = watchPeers(node, router, names, scoreOf, signal)
  const askHeads = await speakHeads({
    node,
    chainId,
    source: heads,
    manners,
    decide,
    peers: watch.peers,
    scoreOf,
    onDefect: (error) => onEvent({ kind: 'heads-defect', error }),
    onLie: (peer, detail) => onEvent({ kind: 'heads-lie', peer, detail }),
    nowMs,
    signal,
  })
  await start(node, listen)
  for (const name of Object.values(names)) router.subscribe(name)
  closeDeadLinks(node, router, signal)
  const dialling = dialAll(node, staticPeers, onEvent, signal)

  return {
    peerId: node.peerId.toString(),
    addresses: () => node.getMultiaddrs().map(String),
    publish: (topic, data) => publishTo(router, names[topic], data),
    askHeads,
    ...watch,
    close: async () => {
      closing.abort()
      await Promise.all([dialling, node.stop()])
    },
  }
}

async function configure(
  { chainId, identityPath, listen: { ip, port } }: Libp2pGossipOptions,
  names: TopicNames,
  manners: Manners,
  onEvent: Events,
): Promise<GossipNode> {
  const onUndecodable = (name: string): void => {
    const topic = topicOf(name, chainId)
    if (topic !== null) onEvent({ kind: 'undecodable', topic })
  }
  return createNode({
    privateKey: await loadIdentity(identityPath),
    listenAddress: `/${ip.includes(':') ? 'ip6' : 'ip4'}/${ip}/tcp/${port}`,
    gossip: {
      ...meshParameters,
      allowedTopics: Object.values(names),
      msgIdFn: idOf,
      dataTransform: snappyTransform(onUndecodable),
      scoreParams: scoreParameters(Object.values(names), manners.scoreOf),
      scoreThresholds,
    },
  })
}

async function start(node: GossipNode, { ip, port }: Libp2pGossipOptions['listen']): Promise<void> {
  try {
    await node.start()
  } catch (error) {
    await node.stop()
    throw new GossipConfigError(`cannot listen for peers on ${ip} port ${port}: ${String(error)}`)
  }
}

async function dialAll(
  node: GossipNode,
  staticPeers: readonly StaticPeer[],
  onEvent: Events,
  signal: AbortSignal,
): Promise<void> {
  await keepDialled({
    peers: staticPeers.filter(({ id }) => !id.equals(node.peerId)),
    dial: (peer, stop) => dial(node, peer, stop),
    disconnected: (peer, stop) => disconnected(node, peer, stop),
    pause,
    onFailure: ({ address }, detail, retryInMs) =>
      onEvent({ kind: 'dial-failed', address: address.toString(), detail, retryInMs }),
    signal,
  })
}

function requireStaticPeer(text: string): StaticPeer {
  const peer = parseStaticPeer(text)
  if (peer !== null) return peer
  throw new GossipConfigError(
    `cannot dial the static peer ${text}; expected a multiaddr such as /ip4/192.0.2.1/tcp/9333/p2p/16Uiu2HA…`,
  )
}

function topicNames(chainId: number): TopicNames {
  return {
    'cross-safe-blocks': topicName('cross-safe-blocks', chainId),
    'cross-safe-heads': topicName('cross-safe-heads', chainId),
  }
}

function idOf({ topic, data }: { readonly topic: string; readonly data: Uint8Array }): Uint8Array {
  return messageId(topic, { kind: 'decompressed', data })
}
