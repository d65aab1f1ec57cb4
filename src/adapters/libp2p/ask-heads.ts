import type { Connection, Stream } from '@libp2p/interface'
import type { GossipPeer, GossipPort, GossipVerdict, HeadsRequest } from '../../ports/gossip.ts'
import { encodeHeadsRequest } from '../../wire/heads-request.ts'
import { decodeHeadsResponse, type HeadsResponse } from '../../wire/heads-response.ts'
import { maxHeadsResponseBytes } from '../../wire/limits.ts'
import { askInTurn, type Lie } from '../ask-in-turn.ts'
import { createBoundedMap } from '../bounded-map.ts'
import { createAllowance } from './allowance.ts'
import type { Decider } from './decider.ts'
import type { GossipNode } from './node.ts'
import { readToEnd } from './read-to-end.ts'

export interface AskHeadsOptions {
  readonly node: GossipNode
  readonly protocol: string
  readonly peers: () => readonly GossipPeer[]
  readonly isGraylisted: (peer: string) => boolean
  readonly decide: Decider
  readonly onLie: (peer: string, detail: string) => void
  readonly onStranger: (peer: string, verdict: GossipVerdict) => void
  readonly nowMs: () => number
  readonly signal: AbortSignal
}

/** From opening the stream to the last byte of the answer. */
const deadlineMs = 5_000

const limitPeers = 1_024

/** Half of what others take from us: a peer that is asked more often than that is passed over. */
const spacing = { burst: 32, perSecond: 4, limitPeers }

/** Asks peers for heads; who did not answer lately is asked last. */
export function createHeadsAsker(options: AskHeadsOptions): GossipPort['askHeads'] {
  const { node, protocol, decide, nowMs } = options
  const allowance = createAllowance({ ...spacing, nowMs })
  const silentSince = createBoundedMap<number | null>(limitPeers)

  const exchange = async (
    peer: string,
    request: HeadsRequest,
    signal: AbortSignal,
  ): Promise<HeadsResponse | Lie | null> => {
    const connection = node.getConnections().find(({ remotePeer }) => remotePeer.toString() === peer)
    if (connection === undefined || signal.aborted || !allowance.take(peer, 1)) return null
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)])
    const response = await exchangeOver(connection, protocol, request, deadline)
    silentSince.set(peer, response === null ? nowMs() : null)
    return response
  }

  return (request, signal, only) => {
    const stop = AbortSignal.any([signal, options.signal])
    const candidates = options.peers().filter(({ id }) => only === undefined || id === only)
    const peers = candidates
      .filter(({ id }) => !options.isGraylisted(id))
      .toSorted((a, b) => (silentSince.get(a.id) ?? 0) - (silentSince.get(b.id) ?? 0) || b.score - a.score)
      .map(({ id }) => id)
    return askInTurn(
      {
        ...options,
        peers,
        exchange: (peer) => exchange(peer, request, stop),
        judge: (message) => decide(message, 'answer'),
      },
      request,
    )
  }
}

async function exchangeOver(
  connection: Connection,
  protocol: string,
  request: HeadsRequest,
  signal: AbortSignal,
): Promise<HeadsResponse | Lie | null> {
  let stream: Stream | null = null
  try {
    stream = await connection.newStream(protocol, { signal })
    stream.maxReadBufferLength = maxHeadsResponseBytes
    const response = responseFrom(stream, signal)
    stream.send(encodeHeadsRequest(request))
    await stream.close({ signal })
    return await response
  } catch {
    return null
  } finally {
    stream?.abort(new Error('the exchange is over'))
  }
}

async function responseFrom(stream: Stream, signal: AbortSignal): Promise<HeadsResponse | Lie | null> {
  const read = await readToEnd(stream, maxHeadsResponseBytes, signal)
  if (read.kind === 'broken') return null
  if (read.kind === 'too-long') return { kind: 'lie', detail: `more than ${maxHeadsResponseBytes} bytes` }
  const decoded = decodeHeadsResponse(read.data)
  return decoded.kind === 'ok' ? decoded.value : { kind: 'lie', detail: decoded.reason }
}
