import type { Trouble } from '../../ports/trouble.ts'
import { ResponseTooLargeError } from './https-post.ts'

interface CallContext {
  readonly subject: string
  readonly deadlineMs: number
  readonly signal: AbortSignal
}

/** Failures of the handshake: neither end is at fault for a moment, somebody must change a certificate. */
const certificateCodes = /^(CERT_|ERR_SSL_|ERR_TLS_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_)/

/** What a call that brought no HTTP answer means. */
export function transportTrouble(error: unknown, { subject, deadlineMs, signal }: CallContext): Trouble {
  const reason: unknown = signal.reason
  if (reason instanceof DOMException && reason.name === 'TimeoutError') {
    return { kind: 'timed-out', detail: `${subject}: no answer within ${deadlineMs} ms` }
  }
  if (signal.aborted) return { kind: 'timed-out', detail: `${subject}: given up before the answer came` }
  if (error instanceof ResponseTooLargeError)
    return { kind: 'malformed', detail: `${subject}: ${error.message}` }
  const code = codeOf(error)
  if (certificateCodes.test(code))
    return { kind: 'unauthorized', detail: `${subject}: TLS refused (${code})` }
  if (code !== 'ECONNRESET') return { kind: 'unreachable', detail: `${subject}: ${code}` }
  const hint = 'a signer that does not know the client certificate may hang up so'
  return { kind: 'unreachable', detail: `${subject}: the connection was closed (${code}); ${hint}` }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.message : String(error)
}
