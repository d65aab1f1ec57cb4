import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SeenCall {
  readonly method: string
  readonly params: readonly unknown[]
}

/** Stands in front of a JSON-RPC server, passes everything on, and writes down what was asked. */
export interface CountingProxy {
  readonly url: string
  /** Oldest first. */
  readonly calls: readonly SeenCall[]
  readonly close: () => Promise<void>
}

export async function openCountingProxy(target: string): Promise<CountingProxy> {
  const calls: SeenCall[] = []
  const server = createServer((request, response) => void passOn(target, calls, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** A target that cuts the connection is one that the caller sees cut. */
async function passOn(
  target: string,
  calls: SeenCall[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = await bodyOf(request)
    const { method, params } = JSON.parse(body) as SeenCall
    calls.push({ method, params })
    const { authorization = '' } = request.headers
    const headers = { 'content-type': 'application/json', authorization }
    const answer = await fetch(target, { method: 'POST', headers, body })
    const text = await answer.text()
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
  } catch {
    response.destroy()
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
