import { request } from 'node:http'
import { onTestFinished } from 'vitest'
import type { FollowerView } from '../../src/server/follower-view.ts'
import { createRpcServer, type RpcServerOptions } from '../../src/server/rpc-server.ts'
import { createFollowerTwin } from './follower-twin.ts'

export interface Served {
  readonly url: string
  readonly defects: readonly unknown[]
}

/** A server on a port of its own, closed with the test. */
export async function serve(
  view: Partial<FollowerView> = {},
  options: Partial<RpcServerOptions> = {},
): Promise<Served> {
  const defects: unknown[] = []
  const server = await createRpcServer({
    addr: '127.0.0.1',
    port: 0,
    enableAdmin: false,
    view: createFollowerTwin(view),
    onDefect: (_, error) => defects.push(error),
    ...options,
  })
  onTestFinished(() => server.close())
  return { url: server.url, defects }
}

export interface Answered {
  readonly status: number
  readonly text: string
}

/** One HTTP request with exactly these headers; fetch would add and forbid some. */
export function send(
  url: string,
  parts: { method?: string; headers?: Record<string, string>; body?: string },
) {
  return new Promise<Answered>((resolve, reject) => {
    const { method = 'POST', headers = { 'content-type': 'application/json' }, body } = parts
    const sent = request(url, { method, headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** One JSON-RPC call: the answer's body, parsed. */
export async function call(url: string, method: string, params: readonly unknown[] = []): Promise<unknown> {
  const { text } = await send(url, { body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }) })
  return JSON.parse(text)
}

export function get(url: string, path: string): Promise<Answered> {
  return send(`${url}${path}`, { method: 'GET', headers: {} })
}
