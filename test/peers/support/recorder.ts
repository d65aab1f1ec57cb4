import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RecordedCall {
  readonly method: string
  /** As it came over the wire. */
  readonly body: string
}

/** Stands between a rollup node and its client, passes everything on, and keeps what was asked. */
export interface Recorder {
  readonly url: string
  /** Oldest first. */
  readonly calls: readonly RecordedCall[]
  readonly close: () => Promise<void>
}

export async function openRecorder(clientUrl: string): Promise<Recorder> {
  const calls: RecordedCall[] = []
  const server = createServer((request, response) => {
    void record(request, response).catch(() => response.destroy())
  })
  const record = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await textOf(request)
    const { method } = JSON.parse(body) as { method: string }
    calls.push({ method, body })
    const { authorization = '', 'content-type': type = 'application/json' } = request.headers
    const headers = { authorization, 'content-type': type }
    const answer = await fetch(clientUrl, { method: 'POST', headers, body })
    const text = await answer.text()
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
