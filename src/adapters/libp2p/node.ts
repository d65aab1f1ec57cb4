import { type GossipSub, type GossipsubOpts, gossipsub } from '@chainsafe/libp2p-gossipsub'
import { identify } from '@libp2p/identify'
import type { Libp2p, PrivateKey } from '@libp2p/interface'
import { noise } from '@libp2p/noise'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'

export type GossipNode = Libp2p<{ pubsub: GossipSub }>

export interface NodeOptions {
  readonly privateKey: PrivateKey
  readonly listenAddress: string
  readonly gossip: Partial<GossipsubOpts>
}

/** As op-node's upper tide: a mesh of attesters and followers is small. Our own dials are never refused. */
const limitConnections = 30

/** Per second and host. The default of five refuses an honest fleet that starts on one machine. */
const limitInboundPerHost = 50

/** What OP rollup nodes speak, and no more: TCP, Noise, yamux, identify. Not started yet. */
export async function createNode({ privateKey, listenAddress, gossip }: NodeOptions): Promise<GossipNode> {
  return createLibp2p({
    start: false,
    privateKey,
    nodeInfo: { userAgent: 'op-follower' },
    addresses: { listen: [listenAddress] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionManager: {
      maxConnections: limitConnections,
      inboundConnectionThreshold: limitInboundPerHost,
      maxIncomingPendingConnections: limitConnections,
    },
    services: { identify: identify(), pubsub: gossipsub(gossip) },
  })
}
