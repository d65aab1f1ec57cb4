import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

export interface LyingProxy extends AsyncDisposable {
  readonly url: string
  /** The methods that were asked for, in order. */
  readonly calls: string[]
}

/** What becomes of an answer's result. */
export type Lie = (method: string, result: unknown) => unknown

/** Stands in front of a JSON-RPC server and changes what it answers. */
export async function serveLyingProxy(upstream: string, lie: Lie): Promise<LyingProxy> {
  const calls: string[] = []
  const server = createServer(async (request, response) => {
    const call = (await json(request)) as { method: string }
    calls.push(call.method)
    const headers = { 'content-type': 'application/json' }
    const asked = await fetch(upstream, { method: 'POST', headers, body: JSON.stringify(call) })
    const { result, ...rest } = (await asked.json()) as { result: unknown }
    response.writeHead(200, headers).end(JSON.stringify({ ...rest, result: lie(call.method, result) }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
