import { encodeRlp } from '../../../src/derive/rlp/encode-rlp.ts'
import { decodeRlp } from '../../../src/derive/rlp.ts'
import { prefixSize, writeListPrefix } from '../../../src/wire/rlp.ts'

/** A list of what is encoded already, rightly or not. */
export function rawList(items: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(items)
  return Uint8Array.from([...listPrefix(content.length), ...content])
}

/** The items of an encoded list, each encoded. */
export function rawItems(list: Uint8Array): readonly Uint8Array[] {
  const read = decodeRlp(list)
  if (read.kind === 'malformed') throw new Error(read.reason)
  if (read.value instanceof Uint8Array) throw new Error('a string instead of a list')
  return read.value.map(encodeRlp)
}

/** An encoded list with one of its items replaced by other bytes. */
export function withItem(list: Uint8Array, index: number, item: Uint8Array): Uint8Array {
  return rawList(rawItems(list).with(index, item))
}

export function listPrefix(length: number): Uint8Array {
  const prefix = new Uint8Array(prefixSize(length))
  writeListPrefix(prefix, 0, length)
  return prefix
}
