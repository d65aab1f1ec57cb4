import { type Decoded, malformed, ok } from './decoded.ts'
import { headsRequestBytes, maxHeadsPerAnswer } from './limits.ts'
import { readSafeUint64, viewOf, writeSafeUint64 } from './ssz/uint.ts'

/** Heads of `count` heights: from one upwards, or the newest that the asked has. */
export type HeadsRequest =
  | { readonly kind: 'newest'; readonly count: number }
  | { readonly kind: 'range'; readonly from: number; readonly count: number }

/** In place of a height: no block ever has this one. */
const newestMark = 2n ** 64n - 1n

const at = { from: 0, count: 8 } as const

export function encodeHeadsRequest(request: HeadsRequest): Uint8Array {
  const flaw = flawOf(request)
  if (flaw !== null) throw new RangeError(flaw)
  const data = new Uint8Array(headsRequestBytes)
  const view = viewOf(data)
  if (request.kind === 'newest') view.setBigUint64(at.from, newestMark, true)
  else writeSafeUint64(view, at.from, request.from)
  writeSafeUint64(view, at.count, request.count)
  return data
}

export function decodeHeadsRequest(data: Uint8Array): Decoded<HeadsRequest> {
  if (data.length !== headsRequestBytes) {
    return malformed(`a question has ${headsRequestBytes} bytes, this one ${data.length}`)
  }
  const view = viewOf(data)
  const count = readSafeUint64(view, at.count)
  if (count === null) return malformed('the count is not below 2^53')
  const request = requestOf(view, count)
  if (request === null) return malformed('the height is neither below 2^53 nor the mark of the newest')
  const flaw = flawOf(request)
  return flaw === null ? ok(request) : malformed(flaw)
}

function requestOf(view: DataView, count: number): HeadsRequest | null {
  if (view.getBigUint64(at.from, true) === newestMark) return { kind: 'newest', count }
  const from = readSafeUint64(view, at.from)
  return from === null ? null : { kind: 'range', from, count }
}

function flawOf(request: HeadsRequest): string | null {
  const { count } = request
  if (count < 1 || count > maxHeadsPerAnswer) return `${count} heights are not 1 to ${maxHeadsPerAnswer}`
  if (request.kind === 'range' && request.from + (count - 1) > Number.MAX_SAFE_INTEGER) {
    return 'the last height is not below 2^53'
  }
  return null
}
