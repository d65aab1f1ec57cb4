import { createServer, type IncomingMessage } from 'node:http'
import type { Redacted } from 'effect/Redacted'
import { type ClockPort, systemClock } from '../../ports/clock.ts'
import type { NodeCallsPort } from '../../ports/engine-gate.ts'
import type { ForwardingPort } from '../../ports/forwarding.ts'
import type { LogPort } from '../../ports/log.ts'
import { closeServer, listen } from '../listening.ts'
import { createAnswerer } from './calls.ts'
import { createGated } from './gated.ts'
import { createHttpHandler } from './http.ts'
import { defaultEnginePortLimits, type EnginePortLimits } from './limits.ts'
import { createPass } from './passing.ts'
import { refusalOfToken } from './token.ts'
import { createWebSocketSide } from './websocket.ts'

export interface EnginePortOptions {
  readonly addr: string
  /** 0 lets the system choose. */
  readonly port: number
  /** The secret that the rollup node shares with us, which need not be the client's. */
  readonly jwtSecret: Redacted<Uint8Array>
  readonly gate: NodeCallsPort
  /** Stays the caller's to close. */
  readonly client: ForwardingPort
  readonly log: LogPort
  readonly clock?: ClockPort
  readonly limits?: Partial<EnginePortLimits>
}

export interface EnginePort {
  readonly url: string
  readonly close: () => Promise<void>
}

/**
 * The Engine API and eth RPC of one execution client, as a rollup node's `--l2` expects it, over HTTP and
 * WebSocket. All is passed on as it is, but for what the gate says to forkchoices and payloads.
 * Rejects with `AddressError` when it cannot listen.
 */
export async function createEnginePort(options: EnginePortOptions): Promise<EnginePort> {
  const { gate, client, jwtSecret, log, clock = systemClock } = options
  const limits = { ...defaultEnginePortLimits, ...options.limits }
  const { callDeadlineMs } = limits
  const answer = createAnswerer(
    createGated({ gate, client, callDeadlineMs, log }),
    createPass({ client, limits, log }),
  )
  const refusal = ({ headers }: IncomingMessage): string | null => {
    const why = refusalOfToken(headers.authorization, jwtSecret, clock.nowMs())
    if (why !== null) log.warn('a caller of the engine port was refused', { code: 'engine-port', why })
    return why
  }
  const onDefect = (error: unknown) => log.error('the engine port failed', { code: 'defect', error })
  const shared = { answer, refusal, limits, onDefect }
  const handle = createHttpHandler(shared)
  const webSocket = createWebSocketSide(shared)

  const server = createServer(timesOf(limits), (request, response) => void handle(request, response))
  server.on('upgrade', webSocket.upgrade)
  server.maxConnections = limits.connectionsLimit
  const url = await listen(server, { ...options, flags: 'engine' })
  return {
    url,
    close: () => {
      webSocket.close()
      return closeServer(server, limits.closeDeadlineMs)
    },
  }
}

function timesOf({ requestDeadlineMs, idleDeadlineMs }: EnginePortLimits) {
  return {
    headersTimeout: requestDeadlineMs,
    requestTimeout: requestDeadlineMs,
    keepAliveTimeout: idleDeadlineMs,
    keepAlive: true,
    maxHeaderSize: 16_384,
  }
}
