import { BaseError, HttpRequestError, ResponseBodyTooLargeError, RpcRequestError, TimeoutError } from 'viem'
import type { Trouble } from '../../ports/trouble.ts'

interface CallContext {
  readonly name: string
  readonly method: string
  readonly deadlineMs: number
  readonly signal: AbortSignal
}

/**
 * What a failed call means. `unreachable` is kept for requests that certainly were not carried out;
 * a request that was sent and not answered is `timed-out`, because it may have taken effect.
 */
export function troubleOf(error: unknown, call: CallContext): Trouble {
  const subject = `${call.name} ${call.method}`
  if (call.signal.aborted) return { kind: 'timed-out', detail: `${subject}: given up before the answer came` }
  if (!(error instanceof BaseError)) return { kind: 'malformed', detail: `${subject}: not a JSON-RPC answer` }
  const rpc = find(error, RpcRequestError)
  if (rpc) return rpcTrouble(rpc, subject)
  if (find(error, TimeoutError))
    return { kind: 'timed-out', detail: `${subject}: no answer within ${call.deadlineMs} ms` }
  const tooLarge = find(error, ResponseBodyTooLargeError)
  if (tooLarge)
    return { kind: 'malformed', detail: `${subject}: the answer is larger than ${tooLarge.maxSize} bytes` }
  const request = find(error, HttpRequestError)
  if (!request) return { kind: 'malformed', detail: `${subject}: not a JSON-RPC answer` }
  return request.status === undefined ? transportTrouble(request, subject) : statusTrouble(request, subject)
}

function rpcTrouble({ status, code, details }: RpcRequestError, subject: string): Trouble {
  if (status === 401 || status === 403) return unauthorized(subject, status, details)
  if (!Number.isSafeInteger(code))
    return { kind: 'malformed', detail: `${subject}: an error without a numeric code` }
  return { kind: 'refused', code, detail: `${subject}: ${details} (${code})` }
}

function statusTrouble({ status, details }: HttpRequestError, subject: string): Trouble {
  if (status === 401 || status === 403) return unauthorized(subject, status, details)
  const detail = `${subject}: HTTP ${status}`
  if (status === 429 || status === 503) return { kind: 'unreachable', detail }
  if (status === 408 || status === 502 || status === 504) return { kind: 'timed-out', detail }
  return { kind: 'malformed', detail: `${detail} instead of a JSON-RPC answer` }
}

function unauthorized(subject: string, status: number, details: string): Trouble {
  return { kind: 'unauthorized', detail: `${subject}: HTTP ${status} (${details.slice(0, 100)})` }
}

/** Codes of failures before the request could be sent. */
const notSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** True when such a failure of a connection means that nothing of the request went out. */
export function wasNotSent(code: string): boolean {
  return notSent.has(code)
}

function transportTrouble(error: HttpRequestError, subject: string): Trouble {
  const code = systemCode(error)
  if (code !== undefined && wasNotSent(code)) return { kind: 'unreachable', detail: `${subject}: ${code}` }
  if (error.cause instanceof SyntaxError)
    return { kind: 'malformed', detail: `${subject}: the answer is not JSON` }
  return {
    kind: 'timed-out',
    detail: `${subject}: the connection ended before the answer (${code ?? error.details})`,
  }
}

function systemCode(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && typeof cause.code === 'string') return cause.code
  return undefined
}

function find<E extends Error>(error: BaseError, type: abstract new (...args: never[]) => E): E | undefined {
  const found = error.walk((cause) => cause instanceof type)
  return found instanceof type ? found : undefined
}
