import type { HeadsSource } from '../../ports/gossip.ts'
import { decodeHeadsRequest } from '../../wire/heads-request.ts'
import { decodeHeadsResponse, encodeHeadsResponse, type HeadsResponse } from '../../wire/heads-response.ts'
import type { Lie } from '../ask-in-turn.ts'

/** Both sides of heads by height without a stream between them, in the bytes that a stream would carry. */

export function answerHeads(source: HeadsSource, question: Uint8Array): Uint8Array {
  const request = decodeHeadsRequest(question)
  if (request.kind === 'malformed') return encodeHeadsResponse({ kind: 'bad-request' })
  const heads = source(request.value)
  return encodeHeadsResponse(heads.length === 0 ? { kind: 'nothing' } : { kind: 'heads', heads })
}

export function readHeads(answer: Uint8Array): HeadsResponse | Lie {
  const decoded = decodeHeadsResponse(answer)
  return decoded.kind === 'ok' ? decoded.value : { kind: 'lie', detail: decoded.reason }
}
