import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/** Why a request is turned away before its body is read; null lets it in. */
export interface Turned {
  readonly status: number
  readonly why: string
}

/**
 * Keeps web pages out. A page that points its own name at our address (DNS rebinding) is told by
 * the Host header, which then is that name; any page is told by the Origin header, which
 * programs do not send.
 */
export function admission({ headers }: IncomingMessage): Turned | null {
  if (!isPlainHost(headers.host)) {
    return { status: 403, why: 'expected an IP address or localhost as Host' }
  }
  if (headers.origin !== undefined) return { status: 403, why: 'requests of web pages are refused' }
  return null
}

/** JSON as a content type also makes a browser ask first, so that no form can reach us. */
export function isJson({ headers }: IncomingMessage): boolean {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase() === 'application/json'
}

function isPlainHost(host: string | undefined): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false
  const name = new URL(`http://${host}`).hostname
  return name === 'localhost' || isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0
}
