import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

export interface TextServer extends AsyncDisposable {
  readonly url: string
  /** The `method` of each request, and the path it came to. */
  readonly requests: readonly { readonly method: string; readonly path: string }[]
}

type Reply = { readonly status?: number; readonly body: string }

/** An HTTP server that answers every JSON-RPC call with this text, whatever the sense of it. */
export async function serveText(reply: (method: string, path: string) => Reply): Promise<TextServer> {
  const requests: { method: string; path: string }[] = []
  const server = createServer(async (request, response) => {
    const { method } = (await json(request)) as { method: string }
    const path = request.url ?? '/'
    requests.push({ method, path })
    const { status = 200, body } = reply(method, path)
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

export function result(value: unknown): string {
  return JSON.stringify({ jsonrpc: '2.0', id: 1, result: value })
}

export function refusal(code: number, message: string): string {
  return JSON.stringify({ jsonrpc: '2.0', id: 1, error: { code, message } })
}
