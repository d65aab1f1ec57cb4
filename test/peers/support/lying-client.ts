import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as Schema from 'effect/Schema'
import { onTestFinished } from 'vitest'
import type { Hex } from '../../../src/wire/payload.ts'

/** What a rollup node asks its client to build, as far as lies know it. The Engine API's names. */
export interface AskedAttributes {
  readonly timestamp: Hex
  readonly transactions: readonly Hex[]
  readonly [other: string]: unknown
}

/** Alters what is to be built; null where there is nothing to alter. */
export type Lie = (asked: AskedAttributes) => AskedAttributes | null

/**
 * Stands between a rollup node and its client, passes everything on, and at some heights has the client build
 * something else. It tells the same lie whenever that block is built again, so that a node which derives the
 * block arrives at what it had sequenced, and calls it safe.
 */
export interface LyingClient {
  readonly url: string
  /** Of the next new block that can be lied about. Resolves to the time of that block, in seconds. */
  readonly lie: (lie: Lie) => Promise<number>
}

const forkchoice = Schema.Struct({
  method: Schema.Literal('engine_forkchoiceUpdatedV3'),
  params: Schema.Tuple([
    Schema.Unknown,
    Schema.StructWithRest(
      Schema.Struct({ timestamp: Schema.String, transactions: Schema.Array(Schema.String) }),
      [Schema.Record(Schema.String, Schema.Unknown)],
    ),
  ]),
})
const isBuildStart = Schema.is(forkchoice)

/** Ends with the test. */
export async function openLyingClient(clientUrl: string): Promise<LyingClient> {
  const liar = createLiar()
  const server = createServer((request, response) => {
    void passOn(clientUrl, liar.alter, request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, lie: liar.lie }
}

/** Remembers of which blocks it has lied, by their time. */
function createLiar() {
  const told = new Map<string, Lie>()
  let newest = 0
  let next: { readonly lie: Lie; readonly onTold: (time: number) => void } | null = null

  const lieOf = (asked: AskedAttributes): Lie | undefined => {
    const { timestamp } = asked
    const time = Number(timestamp)
    if (time > newest && next !== null && next.lie(asked) !== null) {
      told.set(timestamp, next.lie)
      next.onTold(time)
      next = null
    }
    newest = Math.max(newest, time)
    return told.get(timestamp)
  }
  return {
    lie: (lie: Lie) =>
      new Promise<number>((onTold) => {
        next = { lie, onTold }
      }),
    alter: (asked: AskedAttributes) => lieOf(asked)?.(asked) ?? asked,
  }
}

async function passOn(
  clientUrl: string,
  alter: (asked: AskedAttributes) => AskedAttributes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { authorization = '' } = request.headers
  const headers = { authorization, 'content-type': 'application/json' }
  const body = altered(await textOf(request), alter)
  const answer = await fetch(clientUrl, { method: 'POST', headers, body })
  const text = await answer.text()
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
}

function altered(body: string, alter: (asked: AskedAttributes) => AskedAttributes): string {
  const call: unknown = JSON.parse(body)
  if (!isBuildStart(call)) return body
  const [state, asked] = call.params
  return JSON.stringify({ ...call, params: [state, alter(asked as AskedAttributes)] })
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
