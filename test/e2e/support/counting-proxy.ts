import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

interface SeenCall {
  readonly method: string
  readonly params: readonly unknown[]
}

/** What becomes of every call instead of being passed on. */
export type ProxyFault =
  /** Nobody listens at the address. */
  | 'away'
  /** The connection ends when the call has arrived. */
  | 'cut'
  /** The connection stays, and nothing comes until the fault is lifted; then it is cut. */
  | 'silent'
  | 'unauthorized'
  /** An answer that is JSON-RPC, and makes no sense. */
  | 'senseless'
  /** JSON-RPC error -32601. */
  | 'refused'

/** Stands in front of a JSON-RPC server, passes everything on, and writes down what was asked. */
export interface CountingProxy {
  readonly url: string
  /** Oldest first. */
  readonly calls: readonly SeenCall[]
  /** From now on; null passes on again. */
  readonly fail: (fault: ProxyFault | null) => Promise<void>
  readonly close: () => Promise<void>
}

export async function openCountingProxy(target: string): Promise<CountingProxy> {
  const calls: SeenCall[] = []
  let fault: ProxyFault | null = null
  const server = createServer((request, response) => void serve(request, response))
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
  await listen(0)
  const { port } = server.address() as AddressInfo

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = await bodyOf(request)
      calls.push(JSON.parse(body) as SeenCall)
      if (fault === null) await passOn(target, request, body, response)
      else if (fault !== 'silent') answerWith(fault, response)
    } catch {
      // A target that cuts the connection is one that the caller sees cut.
      response.destroy()
    }
  }

  const close = async (): Promise<void> => {
    server.closeAllConnections()
    if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    fail: async (next) => {
      if (fault === 'silent') server.closeAllConnections()
      fault = next
      if (fault === 'away') await close()
      else if (!server.listening) await listen(port)
    },
    close,
  }
}

async function passOn(
  target: string,
  { headers: { authorization = '' } }: IncomingMessage,
  body: string,
  response: ServerResponse,
): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization }
  const answer = await fetch(target, { method: 'POST', headers, body })
  const text = await answer.text()
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
}

function answerWith(fault: Exclude<ProxyFault, 'silent'>, response: ServerResponse): void {
  if (fault === 'unauthorized') response.writeHead(401).end('not with this token')
  else if (fault === 'cut' || fault === 'away') response.destroy()
  else {
    const error = { code: -32_601, message: 'no such method' }
    const answer = fault === 'refused' ? { error } : { result: { what: 'nobody knows' } }
    const text = JSON.stringify({ jsonrpc: '2.0', id: 1, ...answer })
    response.writeHead(200, { 'content-type': 'application/json' }).end(text)
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
