import type * as Schema from 'effect/Schema'
import { http } from 'viem'
import type { Answer } from '../../ports/trouble.ts'
import { decodeWith } from './decode.ts'
import { printableUrl } from './printable-url.ts'
import { troubleOf } from './trouble.ts'

export interface JsonRpcOptions {
  readonly url: string
  /** For the whole call, connecting and reading the answer included. */
  readonly deadlineMs: number
  readonly maxResponseBytes: number
  /** Asked before every request, so that a token can be fresh each time. */
  readonly headers?: () => Readonly<Record<string, string>>
}

/** One JSON-RPC server over HTTP. Every call is tried once: retrying is a decision of the machines. */
export interface JsonRpc {
  /** The address as it may be shown: without credentials and query. */
  readonly name: string
  readonly request: (
    method: string,
    params: readonly unknown[],
    signal: AbortSignal,
  ) => Promise<Answer<unknown>>
  /** The same, with the result decoded; what does not decode is `malformed`. */
  readonly call: <T>(
    result: Schema.Decoder<T>,
    method: string,
    params: readonly unknown[],
    signal: AbortSignal,
  ) => Promise<Answer<T>>
}

export function createJsonRpc(options: JsonRpcOptions): JsonRpc {
  const name = printableUrl(options.url)
  const transport = createTransport(options)

  const request: JsonRpc['request'] = async (method, params, signal) => {
    try {
      const value: unknown = await transport.request({ method, params }, { signal })
      if (value !== undefined) return { kind: 'ok', value }
      return { kind: 'malformed', detail: `${name} ${method}: the answer has neither result nor error` }
    } catch (error) {
      return troubleOf(error, { name, method, deadlineMs: options.deadlineMs, signal })
    }
  }

  return {
    name,
    request,
    call: async (result, method, params, signal) =>
      decodeWith(result, `${name} ${method}`)(await request(method, params, signal)),
  }
}

function createTransport({ url, deadlineMs, maxResponseBytes, headers }: JsonRpcOptions) {
  return http(url, {
    retryCount: 0,
    timeout: deadlineMs,
    maxResponseBodySize: maxResponseBytes,
    // A redirect would carry the request, and perhaps its token, to somebody the operator did not name.
    fetchOptions: { redirect: 'manual' },
    fetchFn: fetchKeepingStatus,
    ...(headers && {
      onFetchRequest: (_request, init) => ({ ...init, headers: { ...plainHeaders(init), ...headers() } }),
    }),
  })({})
}

function plainHeaders(init: RequestInit): Record<string, string> {
  return Object.fromEntries(new Headers(init.headers))
}

/**
 * viem forgets the status of an error whose body is announced as JSON and is none, as proxies
 * send it; without the announcement it reads JSON where there is some, and keeps the status.
 */
async function fetchKeepingStatus(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init)
  if (response.ok) return response
  return new Response(response.body, { status: response.status, statusText: response.statusText })
}
