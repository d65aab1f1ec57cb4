import { prefixSize, stringSize, writeListPrefix, writeString } from '../../wire/rlp.ts'
import type { RlpItem } from '../rlp.ts'

/** RLP of strings in lists of any shape. What goes in is our own, so it is not bounded. */
export function encodeRlp(item: RlpItem): Uint8Array {
  const target = new Uint8Array(sizeOf(item))
  write(target, 0, item)
  return target
}

function sizeOf(item: RlpItem): number {
  if (item instanceof Uint8Array) return stringSize(item)
  const length = contentSize(item)
  return prefixSize(length) + length
}

function contentSize(items: readonly RlpItem[]): number {
  let size = 0
  for (const item of items) size += sizeOf(item)
  return size
}

function write(target: Uint8Array, at: number, item: RlpItem): number {
  if (item instanceof Uint8Array) return writeString(target, at, item)
  let next = writeListPrefix(target, at, contentSize(item))
  for (const each of item) next = write(target, next, each)
  return next
}
