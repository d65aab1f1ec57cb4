import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { admission, isJson } from './admission.ts'
import type { FollowerView } from './follower-view.ts'
import { dispatch } from './json-rpc/dispatch.ts'
import { closeServer, listen } from './listening.ts'
import { measureLoopLag } from './loop-lag.ts'
import { readBody } from './read-body.ts'
import { healthz, json, notFound, plain, type Reply, readyz, send } from './replies.ts'
import { serveCall } from './serve-call.ts'

export interface RpcServerOptions {
  readonly addr: string
  /** 0 lets the system choose. */
  readonly port: number
  readonly view: FollowerView
  readonly enableAdmin: boolean
  /** Names by which we may be called, besides localhost and IP addresses; `*` for any. */
  readonly vhosts?: readonly string[]
  readonly onDefect: (method: string, error: unknown) => void
  readonly limits?: Partial<RpcServerLimits>
}

interface RpcServerLimits {
  readonly bodyBytes: number
  readonly connections: number
  /** For a request to arrive whole. */
  readonly requestDeadlineMs: number
  /** For a method to answer. */
  readonly callDeadlineMs: number
  /** For open connections to end by themselves when the server closes. */
  readonly closeDeadlineMs: number
  /** `/healthz` fails when the event loop was busy longer than this. */
  readonly loopLagMs: number
}

export interface RpcServer {
  readonly url: string
  readonly close: () => Promise<void>
}

const defaultLimits: RpcServerLimits = {
  bodyBytes: 64 * 1024,
  connections: 128,
  requestDeadlineMs: 10_000,
  callDeadlineMs: 5000,
  closeDeadlineMs: 2000,
  loopLagMs: 5000,
}

const lagWindowMs = 10_000

/** JSON-RPC at `/`, health at `/healthz` and `/readyz`. Rejects with `AddressError` when it cannot listen. */
export async function createRpcServer(options: RpcServerOptions): Promise<RpcServer> {
  const limits = { ...defaultLimits, ...options.limits }
  const { vhosts = [] } = options
  const lag = measureLoopLag(lagWindowMs)
  const call = serveCall({ ...options, deadlineMs: limits.callDeadlineMs })

  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const turned = admission(request, vhosts)
    if (turned !== null) return plain(turned.status, turned.why)
    const path = request.url?.split('?')[0]
    if (path === '/healthz') return healthz(lag.worstMs(), limits.loopLagMs)
    if (path === '/readyz') return readyz(options.view.readiness())
    if (path !== '/') return notFound()
    if (request.method !== 'POST') return plain(405, 'expected POST')
    if (!isJson(request)) return plain(415, 'expected Content-Type: application/json')
    const body = await readBody(request, limits.bodyBytes)
    if (body.kind === 'cut-off') return plain(400, 'the request was cut off')
    if (body.kind === 'too-large') return plain(413, `expected at most ${limits.bodyBytes} bytes`)
    return json(await dispatch(body.text, call))
  }

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      send(response, await answer(request))
    } catch (error) {
      options.onDefect(request.url ?? '', error)
      send(response, plain(500, 'op-follower failed; its log says how'))
    }
  }

  const server = createServer(serverLimits(limits), (request, response) => void respond(request, response))
  server.maxConnections = limits.connections
  const url = await listen(server, { ...options, flags: 'rpc' }).catch((error: unknown) => {
    lag.stop()
    throw error
  })
  return {
    url,
    close: () => {
      lag.stop()
      return closeServer(server, limits.closeDeadlineMs)
    },
  }
}

function serverLimits({ requestDeadlineMs }: RpcServerLimits) {
  return {
    headersTimeout: requestDeadlineMs,
    requestTimeout: requestDeadlineMs,
    connectionsCheckingInterval: Math.ceil(requestDeadlineMs / 4),
    keepAliveTimeout: requestDeadlineMs,
    maxHeaderSize: 8192,
  }
}
