import { Agent, request } from 'node:https'

/** PEM texts of a mutual TLS connection: whom we trust, and who we are. */
export interface ClientTls {
  readonly ca: string | Buffer
  readonly cert: string | Buffer
  readonly key: string | Buffer
}

export interface HttpsAnswer {
  readonly status: number
  readonly body: string
}

export interface HttpsPostOptions {
  readonly url: string
  readonly tls: ClientTls
  readonly maxResponseBytes: number
}

export class ResponseTooLargeError extends Error {
  override readonly name = 'ResponseTooLargeError'
}

/** One POST over a connection that both ends authenticate. Rejects with what node:https reports. */
export function createHttpsPost({ url, tls, maxResponseBytes }: HttpsPostOptions) {
  const agent = new Agent({ ...tls, minVersion: 'TLSv1.2', keepAlive: true, maxSockets: 1 })
  return (json: string, signal: AbortSignal) =>
    new Promise<HttpsAnswer>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) }
      const call = request(url, { agent, method: 'POST', headers, signal })
      call.on('error', reject)
      call.on('response', (response) => {
        const chunks: Buffer[] = []
        let size = 0
        response.on('error', reject)
        response.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size > maxResponseBytes)
            call.destroy(new ResponseTooLargeError(`more than ${maxResponseBytes} bytes`))
          else chunks.push(chunk)
        })
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') })
        })
      })
      call.end(json)
    })
}
