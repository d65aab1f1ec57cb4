import { identify } from '@libp2p/identify'
import type { Stream } from '@libp2p/interface'
import { noise } from '@libp2p/noise'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { onTestFinished } from 'vitest'
import { readToEnd } from '../../src/adapters/libp2p/read-to-end.ts'
import { headsProtocol } from '../../src/wire/topics.ts'

/** A libp2p node that speaks heads by height in bytes, and follows none of its rules. */
export interface HeadsPeer {
  readonly id: string
  readonly address: string
  /** How often it was asked. */
  readonly asked: () => number
  /** Asks with these bytes; answers what came back, or null when the other side reset the stream. */
  readonly ask: (target: string, ...chunks: Uint8Array[]) => Promise<Uint8Array | null>
  /** Opens a question and says so many bytes of it, but never ends it. */
  readonly begin: (target: string, data: Uint8Array) => Promise<Stream>
  /** Sends the question along with the negotiation of the protocol, and ends it later. Answers all that came back. */
  readonly askAhead: (target: string, question: Uint8Array) => Promise<Uint8Array | null>
  /** Loses all its connections. */
  readonly cut: () => void
  readonly close: () => Promise<void>
}

interface Muxing {
  readonly muxer: { readonly createStream: () => Promise<Stream> }
}

const protocol = headsProtocol(901)
const enoughBytes = 1024 * 1024

export async function openHeadsPeer(answer?: (stream: Stream) => unknown): Promise<HeadsPeer> {
  const node = await createLibp2p({
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    services: { identify: identify() },
  })
  await node.handle('/meshsub/1.2.0', (inbound) => inbound.addEventListener('message', () => {}))
  let asked = 0
  if (answer !== undefined) {
    await node.handle(protocol, (stream) => {
      asked += 1
      void readToEnd(stream, enoughBytes, AbortSignal.timeout(20_000)).then(() => answer(stream))
    })
  }
  const close = async (): Promise<void> => node.stop()
  onTestFinished(close)
  const begin = async (target: string, data: Uint8Array): Promise<Stream> => {
    const connection = await node.dial(multiaddr(target))
    const stream = await connection.newStream(protocol)
    stream.send(data)
    return stream
  }
  return {
    id: node.peerId.toString(),
    address: node.getMultiaddrs()[0]!.toString(),
    asked: () => asked,
    begin,
    ask: async (target, ...chunks) => {
      const connection = await node.dial(multiaddr(target))
      const stream = await connection.newStream(protocol)
      const answered = readToEnd(stream, enoughBytes, AbortSignal.timeout(20_000))
      try {
        for (const chunk of chunks) stream.send(chunk)
        await stream.close()
      } catch {
        // The other side need not wait until we have said everything.
      }
      const outcome = await answered
      return outcome.kind === 'read' ? outcome.data : null
    },
    askAhead: async (target, question) => {
      const connection = await node.dial(multiaddr(target))
      const stream = await (connection as unknown as Muxing).muxer.createStream()
      const answered = readToEnd(stream, enoughBytes, AbortSignal.timeout(20_000))
      stream.send(Buffer.concat([line('/multistream/1.0.0'), line(protocol), question]))
      await once(stream, 'message')
      await stream.close()
      const outcome = await answered
      return outcome.kind === 'read' ? outcome.data : null
    },
    cut: () => {
      for (const connection of node.getConnections()) connection.abort(new Error('gone'))
    },
    close,
  }
}

async function once(stream: Stream, event: 'message'): Promise<void> {
  await new Promise((resolve) => stream.addEventListener(event, resolve, { once: true }))
}

/** As multistream-select writes one. */
export function line(text: string): Uint8Array {
  return Buffer.concat([Uint8Array.of(text.length + 1), Buffer.from(`${text}\n`)])
}
