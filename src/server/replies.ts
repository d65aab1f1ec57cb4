import type { ServerResponse } from 'node:http'
import type { Readiness } from '../views/readiness.ts'

export interface Reply {
  readonly status: number
  readonly type: 'application/json' | 'text/plain; charset=utf-8'
  readonly text: string
}

export function plain(status: number, text: string): Reply {
  return { status, type: 'text/plain; charset=utf-8', text: `${text}\n` }
}

/** Null stands for a body of notifications, which gets no content. */
export function json(text: string | null): Reply {
  return { status: text === null ? 204 : 200, type: 'application/json', text: text ?? '' }
}

export function notFound(): Reply {
  return plain(404, 'expected /, /healthz or /readyz')
}

/** Is the process worth keeping? Only its own event loop counts. */
export function healthz(worstMs: number, limitMs: number): Reply {
  const healthy = worstMs <= limitMs
  const body = { healthy, eventLoopLagMs: Math.round(worstMs), limitMs }
  return { ...json(JSON.stringify(body)), status: healthy ? 200 : 503 }
}

export function readyz(readiness: Readiness): Reply {
  return { ...json(JSON.stringify(readiness)), status: readiness.ready ? 200 : 503 }
}

/** An unread body would be taken for the next request, so a refusal closes the connection. */
export function send(response: ServerResponse, { status, type, text }: Reply): void {
  const headers = { 'content-type': type, 'cache-control': 'no-store' }
  response.writeHead(status, status >= 400 ? { ...headers, connection: 'close' } : headers)
  response.end(text)
}
