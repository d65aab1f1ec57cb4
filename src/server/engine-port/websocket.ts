import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Answerer, inJson } from './calls.ts'
import { inTime } from './deadline.ts'
import type { EnginePortLimits } from './limits.ts'
import { readCalls } from './requests.ts'

export interface WebSocketOptions {
  readonly answer: Answerer
  /** Why this caller is not let in; null when it is. Asked once, before the upgrade. */
  readonly refusal: (request: IncomingMessage) => string | null
  readonly limits: EnginePortLimits
  readonly onDefect: (error: unknown) => void
}

export interface WebSocketSide {
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Says goodbye to everybody, and cuts who has not left at the deadline. */
  readonly close: () => void
}

/** A Go program cuts a message into frames of 1 KiB, or less. */
const smallestFragmentBytes = 512

/** Calls of one connection that wait for their turn: more than any rollup node has open at a time. */
const waitingLimitCalls = 256

/** The same calls over a WebSocket: one after the other on each connection. */
export function createWebSocketSide(options: WebSocketOptions): WebSocketSide {
  const { refusal, limits } = options
  const bounds = {
    maxPayload: limits.bodyLimitBytes,
    maxFragments: Math.ceil(limits.bodyLimitBytes / smallestFragmentBytes),
    perMessageDeflate: false,
  }
  const server = new WebSocketServer({ ...bounds, noServer: true, clientTracking: true })
  return {
    upgrade: (request, socket, head) => {
      const refused = refusal(request)
      if (refused !== null) refuse(socket, refused)
      else server.handleUpgrade(request, socket, head, (connection) => serve(connection, options))
    },
    close: () => {
      for (const connection of server.clients) connection.close(1001, 'op-follower stops')
      const cut = () => {
        for (const connection of server.clients) connection.terminate()
      }
      setTimeout(cut, limits.closeDeadlineMs).unref()
    },
  }
}

function serve(connection: WebSocket, { answer, limits, onDefect }: WebSocketOptions): void {
  const gone = new AbortController()
  let waiting = 0
  let last = Promise.resolve()
  const answerNext = async (bytes: Buffer): Promise<void> => {
    if (gone.signal.aborted) return
    const body = readCalls(bytes)
    const reply = await inTime((signal) => answer(body, signal), limits.callDeadlineMs, gone.signal)
    await send(connection, inJson(body, reply))
  }
  connection.on('close', () => gone.abort())
  // What ws reports here it also closes for.
  connection.on('error', () => gone.abort())
  connection.on('message', (data: Buffer) => {
    if (waiting >= waitingLimitCalls) {
      connection.close(1013, `more than ${waitingLimitCalls} calls wait`)
      return
    }
    waiting += 1
    last = last
      .then(() => answerNext(data))
      .catch(onDefect)
      .finally(() => {
        waiting -= 1
      })
  })
}

/** Resolves when the bytes are with the system, or the connection has ended. */
function send(connection: WebSocket, bytes: Uint8Array): Promise<void> {
  if (bytes.length === 0) return Promise.resolve()
  return new Promise((resolve) => connection.send(bytes, { binary: false }, () => resolve()))
}

function refuse(socket: Duplex, why: string): void {
  const head = ['HTTP/1.1 401 Unauthorized', 'Content-Type: text/plain; charset=utf-8', 'Connection: close']
  socket.end(`${[...head, `Content-Length: ${Buffer.byteLength(why) + 1}`].join('\r\n')}\r\n\r\n${why}\n`)
}
