import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type RpcMethods = Readonly<Record<string, (params: readonly unknown[]) => unknown>>

export interface RpcServerOptions {
  readonly methods: RpcMethods
  readonly host: string
  readonly port: number
  /** Called with the method of each call before it is answered. */
  readonly onCall?: (method: string) => void
}

export interface RpcServer {
  readonly url: string
  /** Cuts open connections. May be called more than once. */
  readonly close: () => Promise<void>
}

/** Thrown by a method to answer with a JSON-RPC error of this code. */
export class RpcRefusal extends Error {
  override readonly name = 'RpcRefusal'
  readonly code: number
  readonly data: unknown

  constructor(code: number, message: string, data?: unknown) {
    super(message)
    this.code = code
    this.data = data
  }
}

const failure = { code: -32603, data: undefined }

const bodyLimitBytes = 1024 * 1024

/** A bare JSON-RPC server over HTTP for tests and the embedded network: no batches, no authentication. */
export async function serveJsonRpc(options: RpcServerOptions): Promise<RpcServer> {
  const { host, port } = options
  const server = createServer((request, response) => void answer(options, request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const bound = (server.address() as AddressInfo).port
  const close = async () => {
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return { url: `http://${host}:${bound}`, close }
}

async function answer(options: RpcServerOptions, request: IncomingMessage, response: ServerResponse) {
  try {
    const call: unknown = JSON.parse(await bodyOf(request))
    send(response, 200, await reply(options, call))
  } catch (error) {
    send(response, 400, { error: error instanceof Error ? error.message : 'bad request' })
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > bodyLimitBytes) throw new Error(`request above ${bodyLimitBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

async function reply({ methods, onCall }: RpcServerOptions, call: unknown): Promise<unknown> {
  const { id = null, method, params } = (call ?? {}) as { id?: unknown; method?: unknown; params?: unknown }
  try {
    onCall?.(String(method))
    const run = Object.hasOwn(methods, String(method)) ? methods[String(method)]! : unknownMethod(method)
    return { jsonrpc: '2.0', id, result: await run(Array.isArray(params) ? params : []) }
  } catch (error) {
    const { code, data } = error instanceof RpcRefusal ? error : failure
    const message = error instanceof Error ? error.message : 'failed'
    return { jsonrpc: '2.0', id, error: { code, message, data } }
  }
}

export function unknownMethod(method: unknown): never {
  throw new RpcRefusal(-32601, `the method ${String(method)} does not exist`)
}

function send(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
