import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { MemoryClientCore, Served } from './core.ts'
import { refusalOf } from './jwt-check.ts'
import { callMethod } from './methods.ts'

export interface ServeExecutionClientOptions {
  readonly core: MemoryClientCore
  readonly jwtSecret: Uint8Array
  /** 0, the default, for any free one. */
  readonly port?: number
}

export interface ServedExecutionClient {
  readonly url: string
  readonly port: number
  readonly close: () => Promise<void>
}

/** Puts a memory client behind HTTP on loopback, with the token check of an execution client. */
export async function serveExecutionClient({
  core,
  jwtSecret,
  port = 0,
}: ServeExecutionClientOptions): Promise<ServedExecutionClient> {
  const server = createServer((request, response) => {
    const refusal = refusalOf(request.headers.authorization, jwtSecret, Date.now())
    if (refusal !== null) response.writeHead(401, { 'content-type': 'text/plain' }).end(refusal)
    else void answer(core, request, response)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const bound = (server.address() as AddressInfo).port
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function answer(
  core: MemoryClientCore,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  const { id, method, params } = JSON.parse(Buffer.concat(chunks).toString()) as JsonRpcRequest
  respond(response, id, await callMethod(core, method, params))
}

/** Without an answer the connection is cut, so that a test need not wait for a deadline. */
function respond(response: ServerResponse, id: unknown, served: Served<unknown>): void {
  switch (served.kind) {
    case 'no-answer':
      response.destroy()
      return
    case 'down':
      response.writeHead(503).end()
      return
    case 'unauthorized':
      response.writeHead(401).end('token refused')
      return
    case 'error':
      json(response, { jsonrpc: '2.0', id, error: { code: served.code, message: served.message } })
      return
    case 'result':
      json(response, { jsonrpc: '2.0', id, result: served.value })
  }
}

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

interface JsonRpcRequest {
  readonly id: unknown
  readonly method: string
  readonly params: readonly unknown[]
}
