import type { Address, AttestationTopic, Hash, L1View } from '../../machines/values.ts'
import { hashParts } from './block-hash.ts'
import { type Decoded, malformed, ok } from './decoded.ts'
import { type InspectedEnvelope, inspectEnvelope } from './envelope.ts'
import { decodeHead } from './head.ts'
import { toHex } from './hex.ts'
import { maxMessageBytes, minMessageBytes, signatureBytes } from './limits.ts'
import { recoverSigner, signatureFlaw, signingHash } from './signing.ts'

/** Under which name a message is judged. The domain is the topic's, except with `--wire.draft-domain`. */
export interface MessageContext {
  readonly topic: AttestationTopic
  readonly chainId: number
  readonly domain: Hash
}

export type OpenedMessage = OpenedHead | OpenedBlock

/** What a well-formed message claims, and who signed it. */
interface Opened {
  readonly signer: Address
  /** The signing hash. */
  readonly digest: Hash
  readonly number: number
  readonly hash: Hash
  readonly timestamp: number
  /** Finds the hash that a block's bytes really have, which must be the claimed one: the costly half, for signers that count. */
  readonly verifyBody: () => Decoded<Hash>
}

interface OpenedHead extends Opened {
  readonly topic: 'cross-safe-heads'
  readonly l1View: L1View
  readonly issuedAtMs: number
}

interface OpenedBlock extends Opened {
  readonly topic: 'cross-safe-blocks'
  readonly l1View: null
  readonly issuedAtMs: null
}

/** What goes on the wire, before compression. */
export function joinSigned(signature: Uint8Array, body: Uint8Array): Uint8Array {
  const data = new Uint8Array(signature.length + body.length)
  data.set(signature)
  data.set(body, signature.length)
  return data
}

/**
 * Opens decompressed bytes, cheapest check first: sizes, the signature's form, the body's layout,
 * and only then the hash and one recovery. Any signer opens; whether it counts is the policy's to say.
 */
export function openMessage(context: MessageContext, data: Uint8Array): Decoded<OpenedMessage> {
  const flaw = sizeFlaw(data) ?? signatureFlaw(data.subarray(0, signatureBytes))
  if (flaw !== null) return malformed(flaw)
  return context.topic === 'cross-safe-heads' ? openHead(context, data) : openBlock(context, data)
}

function openHead(context: MessageContext, data: Uint8Array): Decoded<OpenedHead> {
  const decoded = decodeHead(data.subarray(signatureBytes))
  if (decoded.kind === 'malformed') return decoded
  const signed = recover(context, data)
  if (signed.kind === 'malformed') return signed
  const { signer, digest } = signed.value
  const { number, blockHash: hash, timestamp, l1Number, l1Hash, issuedAtMs } = decoded.value
  const l1View = { number: l1Number, hash: l1Hash }
  const verifyBody = () => ok(hash)
  return ok({
    topic: 'cross-safe-heads',
    signer,
    digest,
    number,
    hash,
    timestamp,
    l1View,
    issuedAtMs,
    verifyBody,
  })
}

/** Isthmus and later: a cross-safe block of an interop chain is never older. */
function openBlock(context: MessageContext, data: Uint8Array): Decoded<OpenedBlock> {
  const inspected = inspectEnvelope(data.subarray(signatureBytes), 4)
  if (inspected.kind === 'malformed') return inspected
  const signed = recover(context, data)
  if (signed.kind === 'malformed') return signed
  const { signer, digest } = signed.value
  const { number, hash, timestamp } = inspected.value
  const verifyBody = () => verifyBlock(inspected.value)
  return ok({
    topic: 'cross-safe-blocks',
    signer,
    digest,
    number,
    hash,
    timestamp,
    l1View: null,
    issuedAtMs: null,
    verifyBody,
  })
}

function recover(
  { domain, chainId }: MessageContext,
  data: Uint8Array,
): Decoded<Pick<Opened, 'signer' | 'digest'>> {
  const digest = signingHash(domain, chainId, data.subarray(signatureBytes))
  const signer = recoverSigner(digest, data.subarray(0, signatureBytes))
  return signer.kind === 'ok' ? ok({ signer: signer.value, digest: toHex(digest) }) : signer
}

/** An Isthmus header does not commit to the list of withdrawals, so only the empty list has one meaning. */
function verifyBlock({ parts, hash }: InspectedEnvelope): Decoded<Hash> {
  if (parts.payload.withdrawals.length > 0) return malformed('an Isthmus block has no withdrawals')
  const actual = hashParts(parts)
  if (actual !== hash) return malformed(`claims block ${hash}, but hashes to ${actual}`)
  return ok(hash)
}

function sizeFlaw(data: Uint8Array): string | null {
  if (data.length < minMessageBytes) return `${data.length} bytes are less than ${minMessageBytes}`
  if (data.length > maxMessageBytes) return `${data.length} bytes are more than ${maxMessageBytes}`
  return null
}
