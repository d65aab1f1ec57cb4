/**
 * The key of a value in a list: the RLP of its index, as the first bytes of a 32-bit number. No key
 * is the beginning of another, so the order of the numbers is the order of the keys in the trie.
 */
export type Key = number

/** With so many values a key would have more than four bytes. */
const limitValues = 2 ** 24

/** The keys of so many values, in their order. */
export function sortedKeys(count: number): Uint32Array {
  if (count >= limitValues) throw new RangeError(`${count} values are not below ${limitValues}`)
  const keys = new Uint32Array(count)
  for (let position = 0; position < count; position++) keys[position] = keyOf(indexAt(position, count))
  return keys
}

/** The index of the value whose key is at this position of the order: only 0, which is 0x80, is out of turn. */
export function indexAt(position: number, count: number): number {
  const zeroAt = Math.min(count - 1, 127)
  if (position === zeroAt) return 0
  return position < zeroAt ? position + 1 : position
}

function keyOf(index: number): Key {
  if (index === 0) return 0x8000_0000
  if (index < 0x80) return index * 2 ** 24
  if (index < 2 ** 8) return 0x8100_0000 + index * 2 ** 16
  return index < 2 ** 16 ? 0x8200_0000 + index * 2 ** 8 : 0x8300_0000 + index
}

/** How many nibbles the key has. */
export function nibblesOf(key: Key): number {
  return 2 * Math.max(1, (key >>> 24) - 0x7f)
}

export function nibbleAt(key: Key, depth: number): number {
  return (key >>> (28 - 4 * depth)) & 15
}

/** In how many nibbles two keys agree before they part. */
export function commonNibbles(a: Key, b: Key): number {
  return Math.clz32(a ^ b) >> 2
}
