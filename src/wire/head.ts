import type { Hash } from '../../machines/values.ts'
import { type Decoded, malformed, ok } from './decoded.ts'
import { fixedBytes, toHex } from './hex.ts'
import { headBytes } from './limits.ts'
import { readSafeUint64, viewOf, writeSafeUint64 } from './ssz/uint.ts'

/** The body of the heads topic: "I verified this block, having looked at L1 up to that one". */
export interface Head {
  readonly number: number
  readonly blockHash: Hash
  readonly timestamp: number
  readonly l1Number: number
  readonly l1Hash: Hash
  /** A repeated head is signed anew with a fresh one, or gossip would drop it as a duplicate. */
  readonly issuedAtMs: number
}

const at = { number: 0, blockHash: 8, timestamp: 40, l1Number: 48, l1Hash: 56, issuedAtMs: 88 } as const

export function encodeHead(head: Head): Uint8Array {
  const body = new Uint8Array(headBytes)
  const view = viewOf(body)
  writeSafeUint64(view, at.number, head.number)
  body.set(fixedBytes(head.blockHash, 32), at.blockHash)
  writeSafeUint64(view, at.timestamp, head.timestamp)
  writeSafeUint64(view, at.l1Number, head.l1Number)
  body.set(fixedBytes(head.l1Hash, 32), at.l1Hash)
  writeSafeUint64(view, at.issuedAtMs, head.issuedAtMs)
  return body
}

export function decodeHead(body: Uint8Array): Decoded<Head> {
  if (body.length !== headBytes) return malformed(`a head has ${headBytes} bytes, this one ${body.length}`)
  const view = viewOf(body)
  const number = readSafeUint64(view, at.number)
  const timestamp = readSafeUint64(view, at.timestamp)
  const l1Number = readSafeUint64(view, at.l1Number)
  const issuedAtMs = readSafeUint64(view, at.issuedAtMs)
  if (number === null || timestamp === null || l1Number === null || issuedAtMs === null) {
    return malformed('a height or time of the head is not below 2^53')
  }
  const blockHash = toHex(body.subarray(at.blockHash, at.timestamp))
  const l1Hash = toHex(body.subarray(at.l1Hash, at.issuedAtMs))
  return ok({ number, blockHash, timestamp, l1Number, l1Hash, issuedAtMs })
}
