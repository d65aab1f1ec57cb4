import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBytes } from '../read-bytes.ts'
import { plain, send as sendPlain } from '../replies.ts'
import type { Answerer } from './calls.ts'
import { inTime } from './deadline.ts'
import type { EnginePortLimits } from './limits.ts'
import type { PortReply } from './reply.ts'
import { readCalls } from './requests.ts'

export interface HttpOptions {
  readonly answer: Answerer
  /** Why this caller is not let in; null when it is. */
  readonly refusal: (request: IncomingMessage) => string | null
  readonly limits: EnginePortLimits
  readonly onDefect: (error: unknown) => void
}

/** JSON-RPC over POST, on any path, as execution clients serve it. */
export function createHttpHandler(options: HttpOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await respond(options, request, response)
    } catch (error) {
      options.onDefect(error)
      sendPlain(response, plain(500, 'op-follower failed; its log says how'))
    }
  }
}

async function respond(
  { answer, refusal, limits }: HttpOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const turn = (status: number, why: string) => sendPlain(response, plain(status, why))
  const refused = refusal(request)
  if (refused !== null) return turn(401, refused)
  if (request.method !== 'POST') return turn(405, 'expected POST')
  if (!isJson(request)) return turn(415, 'expected Content-Type: application/json')
  const body = await readBytes(request, limits.bodyLimitBytes)
  if (body.kind === 'cut-off') return turn(400, 'the request was cut off')
  if (body.kind === 'too-large') return turn(413, `expected at most ${limits.bodyLimitBytes} bytes`)
  const gone = new AbortController()
  response.on('close', () => response.writableFinished || gone.abort())
  const calls = readCalls(body.bytes)
  const reply = await inTime((signal) => answer(calls, signal), limits.callDeadlineMs, gone.signal)
  sendReply(response, reply)
}

/** The three names under which execution clients take JSON. */
const jsonTypes = ['application/json', 'application/json-rpc', 'application/jsonrequest']

function isJson({ headers }: IncomingMessage): boolean {
  return jsonTypes.includes(headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '')
}

/** The connection goes on after a failure: its body was read to the end. */
function sendReply(response: ServerResponse, reply: PortReply): void {
  if (reply.kind === 'failed') {
    response.writeHead(reply.status, { 'content-type': 'text/plain; charset=utf-8' })
    response.end(`${reply.why}\n`)
    return
  }
  const { status, contentType, body } = reply
  response.writeHead(status, { 'content-type': contentType, 'content-length': body.length })
  response.end(body)
}
