/** RLP, the writing half: headers and trie nodes are only ever hashed here, never read. */

/** A byte string. */
export function rlpBytes(bytes: Uint8Array): Uint8Array {
  return bytes.length === 1 && bytes[0]! < 0x80 ? bytes : withPrefix(0x80, [bytes])
}

/** An integer: big-endian without leading zeros, and zero is the empty string. */
export function rlpUint(value: number | bigint): Uint8Array {
  if (value === 0 || value === 0n) return rlpBytes(new Uint8Array())
  const digits = value.toString(16)
  return rlpBytes(Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex'))
}

/** A list of items that are RLP already. */
export function rlpList(items: readonly Uint8Array[]): Uint8Array {
  return withPrefix(0xc0, items)
}

function withPrefix(base: 0x80 | 0xc0, parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([prefix(base, length), ...parts])
}

/** Up to 55 bytes the length is in the first byte; beyond, that byte says how long the length is. */
function prefix(base: number, length: number): Uint8Array {
  if (length < 56) return Uint8Array.of(base + length)
  const size = length < 2 ** 8 ? 1 : length < 2 ** 16 ? 2 : length < 2 ** 24 ? 3 : 4
  const bytes = new Uint8Array(1 + size)
  bytes[0] = base + 55 + size
  for (let i = 0; i < size; i++) bytes[size - i] = length >>> (8 * i)
  return bytes
}
