import type { ForwardedAnswer } from '../../ports/forwarding.ts'
import type { Trouble } from '../../ports/trouble.ts'

/** What the caller gets: an answer of the client or of the gate, or why there is none. */
export type PortReply =
  | ({ readonly kind: 'answer' } & ForwardedAnswer)
  | { readonly kind: 'failed'; readonly status: 502 | 503 | 504; readonly why: string }

export interface RpcError {
  readonly code: number
  readonly message: string
}

/** `id` is the caller's, as it wrote it. */
export function resultReply(id: string, result: unknown): PortReply {
  return jsonReply(`{"jsonrpc":"2.0","id":${id},"result":${JSON.stringify(result)}}`)
}

/** Over HTTP 200: a code inside another status is lost on a rollup node. */
export function errorReply(id: string, error: RpcError): PortReply {
  return jsonReply(`{"jsonrpc":"2.0","id":${id},"error":${JSON.stringify(error)}}`)
}

export function jsonReply(text: string | Uint8Array): PortReply {
  return { kind: 'answer', status: 200, contentType: 'application/json', body: Buffer.from(text) }
}

export function failed(status: 502 | 503 | 504, why: string): PortReply {
  return { kind: 'failed', status, why }
}

/** A client that does not know our token is our trouble, not the caller's. */
export function clientReply(name: string, answer: ForwardedAnswer): PortReply {
  if (answer.status !== 401 && answer.status !== 403) return { kind: 'answer', ...answer }
  return failed(502, `${name} refuses our token (HTTP ${answer.status}): is --l2.jwt-secret its file?`)
}

export function troubleReply({ kind, detail }: Trouble): PortReply {
  return failed(502, `no answer of the execution client (${kind}): ${detail}`)
}

/** An answer that stands by itself, without an HTTP status. */
export function isJson(reply: PortReply): boolean {
  return reply.kind === 'answer' && reply.status === 200
}

/** The same where no HTTP status can be said: inside a batch, and over a WebSocket. */
export function asJson(id: string, reply: PortReply): Uint8Array {
  if (reply.kind === 'answer' && isJson(reply)) return reply.body
  const message = reply.kind === 'failed' ? reply.why : `HTTP ${reply.status} of the execution client`
  return Buffer.from(`{"jsonrpc":"2.0","id":${id},"error":${JSON.stringify({ code: -32_000, message })}}`)
}
