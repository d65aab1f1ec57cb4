import type { IncomingMessage } from 'node:http'
import { type BodyBytes, readBytes } from './read-bytes.ts'

export type Body =
  | { readonly kind: 'text'; readonly text: string }
  | Exclude<BodyBytes, { readonly kind: 'bytes' }>

/** The same as text. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Body> {
  const body = await readBytes(request, limitBytes)
  return body.kind === 'bytes' ? { kind: 'text', text: body.bytes.toString('utf8') } : body
}
