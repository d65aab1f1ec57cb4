/**
 * RLP, the writing half: headers and trie nodes are only ever hashed here, never read. What is many
 * is written in place, since an array for each transaction costs more than its hash.
 */

/** A list of byte strings. An integer is its big-endian bytes without leading zeros. */
export function rlpStrings(strings: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const bytes of strings) length += stringSize(bytes)
  const encoded = Buffer.allocUnsafe(prefixSize(length) + length)
  let at = writeListPrefix(encoded, 0, length)
  for (const bytes of strings) at = writeString(encoded, at, bytes)
  return encoded
}

/** The encoding of no bytes. */
export const emptyString = 0x80

/** How many bytes {@link writeString} writes. A byte below 0x80 is its own encoding. */
export function stringSize(bytes: Uint8Array): number {
  return isItsOwn(bytes) ? 1 : prefixSize(bytes.length) + bytes.length
}

/** Writes a byte string at a place in `target`, and returns the place behind it. */
export function writeString(target: Uint8Array, at: number, bytes: Uint8Array): number {
  const start = isItsOwn(bytes) ? at : writePrefix(target, at, 0x80, bytes.length)
  target.set(bytes, start)
  return start + bytes.length
}

/** Begins a list at a place in `target`, and returns the place where its items go. */
export function writeListPrefix(target: Uint8Array, at: number, length: number): number {
  return writePrefix(target, at, 0xc0, length)
}

/** How many bytes stand before so many bytes of a list, or of a string that is not its own encoding. */
export function prefixSize(length: number): number {
  if (length < 56) return 1
  return length < 2 ** 8 ? 2 : length < 2 ** 16 ? 3 : length < 2 ** 24 ? 4 : 5
}

/** Up to 55 bytes the length is in the first byte; beyond, that byte says how long the length is. */
function writePrefix(target: Uint8Array, at: number, base: number, length: number): number {
  const size = prefixSize(length) - 1
  target[at] = size === 0 ? base + length : base + 55 + size
  for (let i = 0; i < size; i++) target[at + size - i] = length >>> (8 * i)
  return at + 1 + size
}

function isItsOwn(bytes: Uint8Array): boolean {
  return bytes.length === 1 && bytes[0]! < 0x80
}
