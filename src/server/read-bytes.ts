import type { IncomingMessage } from 'node:http'

export type BodyBytes =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' }
  /** The other side went away before it had sent everything. */
  | { readonly kind: 'cut-off' }

/** Reads a body up to a limit; the deadline for it is the server's `requestTimeout`. */
export function readBytes(request: IncomingMessage, limitBytes: number): Promise<BodyBytes> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
    return Promise.resolve({ kind: 'too-large' })
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= limitBytes) chunks.push(chunk)
      else {
        request.pause()
        resolve({ kind: 'too-large' })
      }
    })
    request.on('end', () => resolve({ kind: 'bytes', bytes: Buffer.concat(chunks) }))
    request.on('error', () => resolve({ kind: 'cut-off' }))
    request.on('close', () => resolve({ kind: 'cut-off' }))
  })
}
