import { RPC } from '@chainsafe/libp2p-gossipsub/message'
import { identify } from '@libp2p/identify'
import type { Stream } from '@libp2p/interface'
import { noise } from '@libp2p/noise'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'

export interface HostilePeer {
  readonly id: string
  /** One message in one RPC: any bytes under any topic name, as often as one likes. */
  readonly send: (topicName: string, data: Uint8Array) => Promise<void>
  /** The first bytes of an RPC that is said to be so long, on a stream of their own. */
  readonly begin: (rpcBytes: number) => Promise<void>
  readonly close: () => Promise<void>
}

const meshsub = '/meshsub/1.2.0'

/** A libp2p node that speaks gossipsub's frames and follows none of its rules. */
export async function openHostilePeer(target: string): Promise<HostilePeer> {
  const node = await createLibp2p({
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    services: { identify: identify() },
  })
  await node.handle(meshsub, (inbound) => inbound.addEventListener('message', () => {}))
  const connection = await node.dial(multiaddr(target))
  let stream: Stream | null = null
  /** The other end may close the stream at any moment; what is lost then is lost. */
  const write = async (bytes: Uint8Array): Promise<void> => {
    if (stream?.writeStatus !== 'writable') stream = await connection.newStream(meshsub)
    if (stream.writeStatus === 'writable') stream.send(bytes)
  }
  return {
    id: node.peerId.toString(),
    send: (topicName, data) => write(framed({ topic: topicName, data })),
    begin: async (rpcBytes) => {
      stream = null
      await write(Buffer.concat([uvarint(rpcBytes), new Uint8Array(1_000)]))
    },
    close: async () => node.stop(),
  }
}

function framed(message: { readonly topic: string; readonly data: Uint8Array }): Uint8Array {
  const rpc = RPC.encode({ subscriptions: [], messages: [message] })
  return Buffer.concat([uvarint(rpc.length), rpc])
}

function uvarint(value: number): Uint8Array {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest < 128 ? rest : (rest % 128) + 128)
    if (rest < 128) return Uint8Array.from(bytes)
  }
}
