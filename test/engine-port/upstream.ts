import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

interface Seen {
  readonly body: Buffer
  readonly headers: IncomingHttpHeaders
}

interface Scripted {
  readonly status?: number
  readonly headers?: OutgoingHttpHeaders
  readonly body: string | Uint8Array
}

/** Decides what a call is answered; null cuts the connection. */
export type Script = (body: Buffer) => Scripted | null | Promise<Scripted | null>

/** An execution client of which only the wire matters: it notes what arrives, and says what it is told to. */
export interface Upstream {
  readonly url: string
  readonly seen: readonly Seen[]
  readonly bodies: () => readonly string[]
  /** How many connections were made to it. */
  readonly connections: () => number
  readonly script: (next: Script) => void
  /** Nobody listens until it comes back, at the same address. */
  readonly leave: () => Promise<void>
  readonly comeBack: () => Promise<void>
}

export async function openUpstream(first: Script = echo): Promise<Upstream> {
  const seen: Seen[] = []
  let script = first
  let connections = 0
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const body = Buffer.concat(chunks)
      seen.push({ body, headers: request.headers })
      const scripted = await script(body)
      if (scripted === null) return void request.socket.destroy()
      const headers = { 'content-type': 'application/json', ...scripted.headers }
      response.writeHead(scripted.status ?? 200, headers).end(scripted.body)
    })
  })
  server.on('connection', () => {
    connections += 1
  })
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const leave = async () => {
    server.closeAllConnections()
    if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  onTestFinished(leave)
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    bodies: () => seen.map(({ body }) => body.toString()),
    connections: () => connections,
    script: (next) => {
      script = next
    },
    leave,
    comeBack: () => listen(port),
  }
}

/** Says the body back as the result, so that one sees that it came through whole. */
function echo(body: Buffer): Scripted {
  return { body: `{"jsonrpc":"2.0","id":1,"result":${body.toString()}}` }
}

/** A result, with spaces that no serializer of ours would write. */
export function result(value: unknown): Scripted {
  return { body: `{ "jsonrpc" : "2.0",  "id" : 1, "result" : ${JSON.stringify(value)} }\n` }
}

export function rpcError(code: number, message: string): Scripted {
  return { body: `{"jsonrpc":"2.0","id":1,"error":{"code":${code},"message":"${message}","data":null}}\n` }
}
