import { type Key, nibbleAt } from './key.ts'

/** The part of a key that a node skips, from one depth to another. */
export interface Path {
  readonly key: Key
  readonly from: number
  readonly to: number
}

/** How many bytes {@link writePath} writes for so many nibbles. */
export function pathSize(nibbles: number): number {
  const bytes = compactSize(nibbles)
  return bytes === 1 ? 1 : 1 + bytes
}

/** Hex-prefix encoding, as RLP: a flag nibble for leaf and oddness, padded to whole bytes. Returns the place behind. */
export function writePath(target: Uint8Array, at: number, { key, from, to }: Path, isLeaf: boolean): number {
  const bytes = compactSize(to - from)
  const odd = (to - from) % 2
  let end = at
  if (bytes > 1) target[end++] = 0x80 + bytes
  target[end++] = ((isLeaf ? 2 : 0) + odd) * 16 + (odd === 1 ? nibbleAt(key, from) : 0)
  for (let depth = from + odd; depth < to; depth += 2) {
    target[end++] = nibbleAt(key, depth) * 16 + nibbleAt(key, depth + 1)
  }
  return end
}

function compactSize(nibbles: number): number {
  return 1 + (nibbles >> 1)
}
