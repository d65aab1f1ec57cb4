import type { Connection, Stream } from '@libp2p/interface'
import type { HeadsSource } from '../../ports/gossip.ts'
import { decodeHeadsRequest } from '../../wire/heads-request.ts'
import { encodeHeadsResponse } from '../../wire/heads-response.ts'
import { headsRequestBytes } from '../../wire/limits.ts'
import type { GossipNode } from './node.ts'
import { readToEnd } from './read-to-end.ts'

export interface ServeHeadsOptions {
  readonly node: GossipNode
  readonly protocol: string
  readonly source: HeadsSource
  readonly isGraylisted: (peer: string) => boolean
  readonly admitsQuestion: (peer: string) => boolean
  /** For a question that is none. */
  readonly blame: (peer: string) => void
  readonly onDefect: (error: unknown) => void
  readonly signal: AbortSignal
}

/** From the first byte of a question to the last of its answer. */
const deadlineMs = 5_000
const limitStreamsPerPeer = 4

/** Answers questions for heads until the signal. A graylisted peer is cut off, and hears nothing. */
export async function serveHeads(options: ServeHeadsOptions): Promise<void> {
  const { node, protocol } = options
  const handler = (stream: Stream, { remotePeer }: Connection) =>
    serve(options, stream, remotePeer.toString())
  await node.handle(protocol, handler, { maxInboundStreams: limitStreamsPerPeer })
}

async function serve(options: ServeHeadsOptions, stream: Stream, peer: string): Promise<void> {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(deadlineMs)])
  signal.addEventListener('abort', () => stream.abort(new Error('not asked and answered in time')))
  if (options.isGraylisted(peer)) {
    stream.abort(new Error('graylisted'))
    return
  }
  try {
    stream.maxReadBufferLength = headsRequestBytes
    const answer = await answerTo(options, stream, peer, signal)
    if (answer === null) return
    stream.send(answer)
    await stream.close({ signal })
  } catch (error) {
    stream.abort(error instanceof Error ? error : new Error(String(error)))
  }
}

async function answerTo(
  { source, admitsQuestion, blame, onDefect }: ServeHeadsOptions,
  stream: Stream,
  peer: string,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const read = await readToEnd(stream, headsRequestBytes, signal)
  if (read.kind === 'broken') return null
  if (!admitsQuestion(peer)) return encodeHeadsResponse({ kind: 'rate-limited' })
  const request = read.kind === 'read' ? decodeHeadsRequest(read.data) : null
  if (request?.kind !== 'ok') {
    blame(peer)
    return encodeHeadsResponse({ kind: 'bad-request' })
  }
  try {
    const heads = source(request.value)
    return encodeHeadsResponse(heads.length === 0 ? { kind: 'nothing' } : { kind: 'heads', heads })
  } catch (error) {
    onDefect(error)
    return encodeHeadsResponse({ kind: 'nothing' })
  }
}
