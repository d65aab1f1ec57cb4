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
 * programs do not send. `vhosts` are the names that are ours, in lower case; `*` stands for any.
 */
export function admission({ headers }: IncomingMessage, vhosts: readonly string[]): Turned | null {
  const name = nameOf(headers.host)
  if (!isOurs(name, vhosts)) return { status: 403, why: unknownHost(name) }
  if (headers.origin !== undefined) return { status: 403, why: 'requests of web pages are refused' }
  return null
}

/** JSON as a content type also makes a browser ask first, so that no form can reach us. */
export function isJson({ headers }: IncomingMessage): boolean {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase() === 'application/json'
}

/** Without the port; null when there is none. */
function nameOf(host: string | undefined): string | null {
  if (host === undefined || !URL.canParse(`http://${host}`)) return null
  return new URL(`http://${host}`).hostname
}

function isOurs(name: string | null, vhosts: readonly string[]): boolean {
  if (vhosts.includes('*')) return true
  if (name === null) return false
  return name === 'localhost' || isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0 || vhosts.includes(name)
}

function unknownHost(name: string | null): string {
  const seen = name === null ? 'no Host that can be read' : `Host '${name}'`
  return `${seen}; expected an IP address, localhost, or a name given with --rpc.vhosts`
}
