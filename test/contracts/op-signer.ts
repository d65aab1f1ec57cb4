import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import * as Schema from 'effect/Schema'
import { onTestFinished } from 'vitest'
import type { Hash } from '../../machines/values.ts'
import { toHex } from '../../src/wire/hex.ts'
import { signDigest, signingHashOf } from '../../src/wire/signing.ts'
import type { Identity } from './certificates.ts'

/** The one method, as strictly as op-signer reads it: unknown fields are refused, the chain id is decimal text. */
const Request = Schema.Struct({
  jsonrpc: Schema.Literal('2.0'),
  id: Schema.Unknown,
  method: Schema.Literal('opsigner_signBlockPayloadV2'),
  params: Schema.Tuple([
    Schema.Struct({
      domain: Schema.String.check(Schema.isPattern(/^0x[0-9a-f]{64}$/)),
      chainId: Schema.String.check(Schema.isPattern(/^[0-9]+$/)),
      payloadHash: Schema.String.check(Schema.isPattern(/^0x[0-9a-f]{64}$/)),
      senderAddress: Schema.String.check(Schema.isPattern(/^0x[0-9a-f]{40}$/)),
    }),
  ]),
})
const decode = Schema.decodeUnknownSync(Schema.fromJsonString(Request), { onExcessProperty: 'error' })

export interface OpSignerOptions {
  readonly identity: Identity
  /** The DNS name of the client certificate that may use the key. */
  readonly clientName: string
  readonly privateKey: Uint8Array
  /** Answers in place of the signature. */
  readonly answer?: (response: ServerResponse) => void
}

/** An op-signer with one local key, on real TLS that demands a client certificate. */
export async function startOpSigner({
  identity,
  clientName,
  privateKey,
  answer,
}: OpSignerOptions): Promise<string> {
  const tls = { ...identity, requestCert: true, rejectUnauthorized: true }
  const server = createServer(tls, (request, response) => {
    void respond(request, response)
  })
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request)
    if (answer) return answer(response)
    if (nameOf(request) !== clientName) return response.writeHead(403).end('no key for this client')
    const [{ domain, chainId, payloadHash }] = decode(body).params
    const digest = signingHashOf(domain as Hash, Number(chainId), payloadHash as Hash)
    const result = toHex(signDigest(privateKey, digest))
    response.writeHead(200, { 'content-type': 'application/json' })
    return response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result }))
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function nameOf(request: IncomingMessage): string | undefined {
  return (request.socket as TLSSocket).getPeerCertificate().subjectaltname?.replace('DNS:', '')
}
