import { type Decoded, malformed, ok } from './decoded.ts'
import { headMessageBytes, maxHeadsPerAnswer } from './limits.ts'

/** Signed heads as they were gossiped, ascending by height, or the reason why there are none. */
export type HeadsResponse =
  | { readonly kind: 'heads'; readonly heads: readonly Uint8Array[] }
  | { readonly kind: 'bad-request' | 'rate-limited' | 'nothing' }

/** The first byte of a response. `nothing` also stands for a failure on the other side. */
const kinds = ['heads', 'bad-request', 'rate-limited', 'nothing'] as const

export function encodeHeadsResponse(response: HeadsResponse): Uint8Array {
  const result = kinds.indexOf(response.kind)
  if (response.kind !== 'heads') return Uint8Array.of(result)
  const { heads } = response
  if (heads.length === 0 || heads.length > maxHeadsPerAnswer) throw new RangeError(countFlaw(heads.length))
  const data = new Uint8Array(1 + heads.length * headMessageBytes)
  data[0] = result
  for (const [i, head] of heads.entries()) data.set(messageOf(head), 1 + i * headMessageBytes)
  return data
}

/** The heads are views of `data`, and not looked into. */
export function decodeHeadsResponse(data: Uint8Array): Decoded<HeadsResponse> {
  const kind = kinds[data[0] ?? kinds.length]
  if (kind === undefined) return malformed('no result, or one that nobody defined')
  const bytes = data.length - 1
  if (kind !== 'heads') return bytes === 0 ? ok({ kind }) : malformed(`${bytes} bytes after a refusal`)
  const count = bytes / headMessageBytes
  if (!Number.isInteger(count)) return malformed(`${bytes} bytes are no whole number of heads`)
  if (count === 0 || count > maxHeadsPerAnswer) return malformed(countFlaw(count))
  return ok({ kind, heads: Array.from({ length: count }, (_, i) => headAt(data, i)) })
}

function headAt(data: Uint8Array, i: number): Uint8Array {
  const start = 1 + i * headMessageBytes
  return data.subarray(start, start + headMessageBytes)
}

function messageOf(head: Uint8Array): Uint8Array {
  if (head.length === headMessageBytes) return head
  throw new RangeError(`a signed head has ${headMessageBytes} bytes, this one ${head.length}`)
}

function countFlaw(count: number): string {
  return `${count} heads are not 1 to ${maxHeadsPerAnswer}`
}
