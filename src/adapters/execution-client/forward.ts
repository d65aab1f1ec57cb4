import * as http from 'node:http'
import * as https from 'node:https'
import type { ForwardedAnswer, ForwardingPort } from '../../ports/forwarding.ts'
import type { Trouble } from '../../ports/trouble.ts'
import { requireHttpUrl } from '../http-url.ts'
import { printableUrl } from '../json-rpc/printable-url.ts'
import { wasNotSent } from '../json-rpc/trouble.ts'
import { mintJwt } from './jwt.ts'
import type { JwtSecret } from './jwt-secret.ts'

export interface ForwardingOptions {
  /** The authenticated port of the execution client. */
  readonly url: string
  readonly jwtSecret: JwtSecret
  /** Of one answer; op-geth ends a batch at 250 MB. */
  readonly answerLimitBytes?: number
}

const defaultAnswerLimitBytes = 256 * 1024 * 1024

/** Execution clients close idle connections after 120 s; ours are to be gone before. */
const idleDeadlineMs = 60_000

/** Calls go out over kept connections, low-level: on this path a fetch costs more than the client itself. */
export function createForwarding(options: ForwardingOptions): ForwardingPort {
  const { jwtSecret, answerLimitBytes = defaultAnswerLimitBytes } = options
  const url = new URL(requireHttpUrl(options.url, 'execution client'))
  const name = printableUrl(options.url)
  const { request, Agent } = url.protocol === 'https:' ? https : http
  const agent = new Agent({ keepAlive: true, timeout: idleDeadlineMs })

  const open = (body: Uint8Array, signal: AbortSignal): http.ClientRequest => {
    const headers = {
      authorization: `Bearer ${mintJwt(jwtSecret, Date.now())}`,
      'content-type': 'application/json',
      'content-length': body.length,
      'accept-encoding': 'identity',
    }
    return request(url, { agent, method: 'POST', headers, signal })
  }

  return {
    name,
    forward: async (body, signal) => {
      try {
        return { kind: 'ok', value: await answered(open(body, signal), body, answerLimitBytes) }
      } catch (error) {
        const { kind, detail } = troubleOf(error, signal)
        return { kind, detail: `${name}: ${detail}` }
      }
    },
    close: async () => agent.destroy(),
  }
}

/** An answer that cannot be passed on as it is. */
class UnusableAnswerError extends Error {
  override readonly name = 'UnusableAnswerError'
}

function answered(call: http.ClientRequest, body: Uint8Array, limitBytes: number): Promise<ForwardedAnswer> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      reject(error)
      call.destroy()
    }
    call.on('error', fail)
    call.on('response', (response) => {
      const { 'content-encoding': encoding = 'identity', 'content-type': contentType } = response.headers
      if (encoding !== 'identity')
        fail(new UnusableAnswerError(`compressed (${encoding}), against our request`))
      const chunks: Buffer[] = []
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > limitBytes) fail(new UnusableAnswerError(`the answer is larger than ${limitBytes} bytes`))
        else chunks.push(chunk)
      })
      response.on('error', fail)
      response.on('end', () => {
        const status = response.statusCode ?? 0
        resolve({ status, contentType: contentType ?? 'application/json', body: Buffer.concat(chunks) })
      })
    })
    call.end(body)
  })
}

type TransportTrouble = Exclude<Trouble, { readonly kind: 'refused' }>

/** What was sent and not answered is `timed-out`: it may have been carried out. */
function troubleOf(error: unknown, signal: AbortSignal): TransportTrouble {
  if (signal.aborted) return { kind: 'timed-out', detail: 'given up before the answer came' }
  if (error instanceof UnusableAnswerError) return { kind: 'malformed', detail: error.message }
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  if (wasNotSent(code)) return { kind: 'unreachable', detail: code }
  return { kind: 'timed-out', detail: `the connection ended before the answer (${code})` }
}
