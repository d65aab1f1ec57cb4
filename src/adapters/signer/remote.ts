import * as Result from 'effect/Result'
import * as Schema from 'effect/Schema'
import type { Address } from '../../../machines/values.ts'
import type { SignerPort, SigningRequest } from '../../ports/signer.ts'
import type { Answer } from '../../ports/trouble.ts'
import { fromHex } from '../../wire/hex.ts'
import { recoverSigner, signingHashOf } from '../../wire/signing.ts'
import { printableUrl } from '../json-rpc/printable-url.ts'
import { type ClientTls, createHttpsPost, type HttpsAnswer } from './https-post.ts'
import { transportTrouble } from './transport-trouble.ts'

export interface RemoteSignerOptions {
  /** The op-signer, `https://`. */
  readonly url: string
  readonly senderAddress: Address
  readonly tls: ClientTls
  /** For the whole call, the handshake included. */
  readonly deadlineMs: number
}

const maxResponseBytes = 64 * 1024
const method = 'opsigner_signBlockPayloadV2'

/** JSON-RPC 2.0 as op-signer speaks it; an error wins over whatever stands beside it. */
const ResponseSchema = Schema.Struct({
  result: Schema.optionalKey(Schema.Unknown),
  error: Schema.optionalKey(Schema.NullOr(Schema.Struct({ code: Schema.Int, message: Schema.String }))),
})
const SignatureSchema = Schema.TemplateLiteral(['0x', Schema.String]).check(
  Schema.isPattern(/^0x[0-9a-fA-F]{130}$/, { expected: '65 bytes of hex' }),
)
const decodeResponse = Schema.decodeUnknownResult(Schema.fromJsonString(ResponseSchema))
const decodeSignature = Schema.decodeUnknownResult(SignatureSchema)

/**
 * Lets an op-signer sign, over mutual TLS. It signs whatever domain it is given, so it needs no
 * change for attestations; whatever it answers counts only if it recovers to the expected address.
 */
export function createRemoteSigner({ url, senderAddress, tls, deadlineMs }: RemoteSignerOptions): SignerPort {
  const name = printableUrl(url)
  if (!url.startsWith('https://'))
    throw new RangeError(`the signer must be reached over https://, not ${name}`)
  const post = createHttpsPost({ url, tls, maxResponseBytes })
  const subject = `${name} ${method}`
  return {
    address: senderAddress,
    sign: async (request, signal) => {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)])
      try {
        const answer = await post(callOf(request, senderAddress), limited)
        return signatureIn(answer, request, senderAddress, subject)
      } catch (error) {
        return transportTrouble(error, { subject, deadlineMs, signal: limited })
      }
    },
  }
}

/** op-signer reads the chain id as decimal text. */
function callOf({ domain, chainId, payloadHash }: SigningRequest, senderAddress: Address): string {
  const params = [{ domain, chainId: chainId.toString(), payloadHash, senderAddress }]
  return JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
}

function signatureIn(
  { status, body }: HttpsAnswer,
  request: SigningRequest,
  expected: Address,
  subject: string,
): Answer<Uint8Array> {
  if (status === 401 || status === 403) {
    return {
      kind: 'unauthorized',
      detail: `${subject}: HTTP ${status}; the client certificate may not use this key`,
    }
  }
  const response = decodeResponse(body)
  if (Result.isFailure(response)) {
    return { kind: 'malformed', detail: `${subject}: HTTP ${status} without a JSON-RPC answer` }
  }
  const { result, error } = response.success
  if (error)
    return { kind: 'refused', code: error.code, detail: `${subject}: ${error.message.slice(0, 200)}` }
  const signature = decodeSignature(result)
  if (Result.isFailure(signature))
    return { kind: 'malformed', detail: `${subject}: no signature of 65 bytes` }
  return checked(fromHex(signature.success), request, expected, subject)
}

function checked(
  signature: Uint8Array,
  { domain, chainId, payloadHash }: SigningRequest,
  expected: Address,
  subject: string,
): Answer<Uint8Array> {
  const signer = recoverSigner(signingHashOf(domain, chainId, payloadHash), signature)
  if (signer.kind === 'malformed') return { kind: 'malformed', detail: `${subject}: ${signer.reason}` }
  if (signer.value === expected) return { kind: 'ok', value: signature }
  const detail = `signed by ${signer.value}, expected ${expected}; check the signer's key for this client`
  return { kind: 'malformed', detail: `${subject}: ${detail}` }
}
