import type { IncomingMessage } from 'node:http'

export type Body =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'too-large' }
  /** The other side went away before it had sent everything. */
  | { readonly kind: 'cut-off' }

/** Reads a body up to a limit; the deadline for it is the server's `requestTimeout`. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) return { kind: 'too-large' }
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > limitBytes) return { kind: 'too-large' }
      chunks.push(chunk)
    }
  } catch {
    return { kind: 'cut-off' }
  }
  return { kind: 'text', text: Buffer.concat(chunks).toString('utf8') }
}
