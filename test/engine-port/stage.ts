import { Agent, type OutgoingHttpHeaders, request } from 'node:http'
import { onTestFinished } from 'vitest'
import { createForwarding, type ForwardingOptions } from '../../src/adapters/execution-client/forward.ts'
import { mintJwt } from '../../src/adapters/execution-client/jwt.ts'
import { parseJwtSecret } from '../../src/adapters/execution-client/jwt-secret.ts'
import type { NodeCallsPort } from '../../src/ports/engine-gate.ts'
import type { LogPort } from '../../src/ports/log.ts'
import { createEnginePort, type EnginePort } from '../../src/server/engine-port/engine-port.ts'
import type { EnginePortLimits } from '../../src/server/engine-port/limits.ts'

/** The secret of the rollup node, and the client's, which need not be the same. */
export const nodeSecret = parseJwtSecret('11'.repeat(32), 'the test')
export const clientSecret = parseJwtSecret('22'.repeat(32), 'the test')

/** No story waits for a clock longer than it must. */
const quick: Partial<EnginePortLimits> = {
  absentClientHoldMs: 300,
  absentClientRetryMs: 10,
  failedLabelHoldMs: 0,
  closeDeadlineMs: 100,
}

export interface StageOptions {
  readonly clientUrl: string
  readonly port?: number
  readonly gate?: NodeCallsPort
  readonly limits?: Partial<EnginePortLimits>
  readonly forwarding?: Partial<ForwardingOptions>
}

export interface Stage extends EnginePort {
  readonly log: RecordedLog
}

/** The engine port on a real socket, before whoever listens at `clientUrl`. */
export async function openStage({
  clientUrl,
  port: number = 0,
  gate = openGate,
  limits,
  forwarding,
}: StageOptions): Promise<Stage> {
  const client = createForwarding({ url: clientUrl, jwtSecret: clientSecret, ...forwarding })
  const log = recordLog()
  const port = await createEnginePort({
    addr: '127.0.0.1',
    port: number,
    jwtSecret: nodeSecret,
    gate,
    client,
    log,
    limits: { ...quick, ...limits },
  })
  onTestFinished(async () => {
    await port.close()
    await client.close()
  })
  return { ...port, log }
}

/** A gate that lets everything through as it came. */
export const openGate: NodeCallsPort = {
  forkchoice: (state, send) => send(state),
  newPayload: (_block, send) => send(),
  getPayload: (send) => send(),
}

export interface Replied {
  readonly status: number
  readonly type: string | undefined
  readonly text: string
}

export interface Posted {
  readonly headers?: OutgoingHttpHeaders
  readonly signal?: AbortSignal
  readonly path?: string
  readonly method?: string
}

const agent = new Agent({ keepAlive: true })

export function bearer(nowMs = Date.now()): string {
  return `Bearer ${mintJwt(nodeSecret, nowMs)}`
}

/** What a rollup node does: one POST over a kept connection, with a fresh token. */
export function post(url: string, body: string | Uint8Array, posted: Posted = {}): Promise<Replied> {
  const { headers = {}, signal, path = '/', method = 'POST' } = posted
  const all = { 'content-type': 'application/json', authorization: bearer(), ...headers }
  return new Promise((resolve, reject) => {
    const options = { method, agent, headers: all, ...(signal && { signal }) }
    const call = request(new URL(path, url), options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response
        resolve({ status, type: headers['content-type'], text: Buffer.concat(chunks).toString() })
      })
    })
    call.on('error', reject)
    call.end(body)
  })
}

interface RecordedLog extends LogPort {
  readonly lines: readonly { readonly level: string; readonly message: string; readonly fields: object }[]
}

function recordLog(): RecordedLog {
  const lines: { level: string; message: string; fields: object }[] = []
  const line =
    (level: string) =>
    (message: string, fields: object = {}) =>
      void lines.push({ level, message, fields })
  return { lines, debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') }
}

export function call(method: string, params: readonly unknown[] = [], id: unknown = 1): string {
  return JSON.stringify({ jsonrpc: '2.0', id, method, params })
}

/** Looks until it is so. A deadline of the whole story ends a look in vain. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5))
}
