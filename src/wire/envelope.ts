import type { Hash } from '../../machines/values.ts'
import { type Decoded, malformed, ok } from './decoded.ts'
import { fixedBytes, toHex } from './hex.ts'
import type { EnvelopeVersion, ExecutionPayloadEnvelope } from './payload.ts'
import { blockHashIn, decodePayload } from './ssz/decode-payload.ts'
import { payloadSize, writePayload } from './ssz/encode-payload.ts'
import { locatePayload, type PayloadParts, partsOf } from './ssz/payload-layout.ts'

const rootBytes = 32

/** The bytes after the signature: parentBeaconBlockRoot ‖ SSZ payload, joined without any container. */
export function encodeEnvelope(envelope: ExecutionPayloadEnvelope): Uint8Array {
  const { version, parentBeaconBlockRoot, payload } = envelope
  const body = new Uint8Array(rootBytes + payloadSize(payload, version))
  body.set(fixedBytes(parentBeaconBlockRoot, rootBytes))
  writePayload(body.subarray(rootBytes), payload, version)
  return body
}

/** Strict: what it accepts, {@link encodeEnvelope} gives back byte by byte. The block hash is not checked. */
export function decodeEnvelope(
  body: Uint8Array,
  version: EnvelopeVersion,
): Decoded<ExecutionPayloadEnvelope> {
  const inspected = inspectEnvelope(body, version)
  return inspected.kind === 'ok' ? ok(inspected.value.decode()) : inspected
}

/** The parts of an encoded envelope. */
export interface EnvelopeParts {
  readonly parentBeaconBlockRoot: Uint8Array
  readonly payload: PayloadParts
}

/** What a well-formed body claims, and the rest of it on demand. */
export interface InspectedEnvelope {
  readonly number: number
  readonly hash: Hash
  readonly timestamp: number
  readonly parts: EnvelopeParts
  readonly decode: () => ExecutionPayloadEnvelope
}

/** All the checks of {@link decodeEnvelope} at the price of walking the offsets, nothing allocated per transaction. */
export function inspectEnvelope(body: Uint8Array, version: EnvelopeVersion): Decoded<InspectedEnvelope> {
  if (body.length < rootBytes) return malformed('the body ends before its parentBeaconBlockRoot')
  const located = locatePayload(body.subarray(rootBytes), version)
  if (located.kind === 'malformed') return located
  const layout = located.value
  const parentBeaconBlockRoot = body.subarray(0, rootBytes)
  return ok({
    number: layout.blockNumber,
    hash: blockHashIn(layout.parts),
    timestamp: layout.timestamp,
    parts: { parentBeaconBlockRoot, payload: layout.parts },
    decode: () => ({
      version,
      parentBeaconBlockRoot: toHex(parentBeaconBlockRoot),
      payload: decodePayload(layout),
    }),
  })
}

/** Of bytes that {@link encodeEnvelope} has made. */
export function envelopePartsOf(body: Uint8Array, version: EnvelopeVersion): EnvelopeParts {
  return {
    parentBeaconBlockRoot: body.subarray(0, rootBytes),
    payload: partsOf(body.subarray(rootBytes), version),
  }
}
