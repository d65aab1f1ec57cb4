import { type Decoded, malformed } from '../../wire/decoded.ts'
import { decodeRlp, type RlpItem } from '../rlp.ts'
import { encodeRlp } from './encode-rlp.ts'

/** EIP-2718: a type byte, and behind it what is of that type. Above 0x7f it would be taken for RLP. */
export function encodeTyped(type: number, item: RlpItem): Uint8Array {
  if (!(type > 0 && type < 0x80)) throw new RangeError(`expected a type from 1 to 0x7f, saw ${type}`)
  return behindType(type, encodeRlp(item))
}

/** The same for content that is no RLP list, or that nobody reads. */
export function behindType(type: number, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + content.length)
  bytes[0] = type
  bytes.set(content, 1)
  return bytes
}

export function decodeTyped<T>(
  bytes: Uint8Array,
  type: number,
  decode: (item: RlpItem) => Decoded<T>,
): Decoded<T> {
  if (bytes[0] !== type) return malformed(`type ${bytes[0] ?? 'missing'} instead of ${type}`)
  const read = decodeRlp(bytes.subarray(1))
  return read.kind === 'ok' ? decode(read.value) : read
}
