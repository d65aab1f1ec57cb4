import { prefixSize, stringSize, writeListPrefix, writeString } from '../rlp.ts'
import { commonNibbles, indexAt, type Key, nibblesOf, sortedKeys } from './key.ts'
import { pathSize, writePath } from './path.ts'

/** A value and the end of its key: the nibbles below the last branch on its way. */
export interface Leaf {
  readonly key: Key
  readonly from: number
  readonly to: number
  readonly value: Uint8Array
  /** How many bytes {@link writeLeaf} writes. */
  readonly size: number
}

/** The leaves of a list of values, in the order of their keys. */
export function leavesOf(values: readonly Uint8Array[]): readonly Leaf[] {
  const keys = sortedKeys(values.length)
  return values.map((_, position) => {
    const value = values[indexAt(position, values.length)]!
    return leaf(keys[position]!, depthOf(keys, position), value)
  })
}

function leaf(key: Key, from: number, value: Uint8Array): Leaf {
  const to = nibblesOf(key)
  const length = pathSize(to - from) + stringSize(value)
  return { key, from, to, value, size: prefixSize(length) + length }
}

/** Writes the node to a place in `target`, and returns the place behind it. */
export function writeLeaf(leaf: Leaf, target: Uint8Array, at: number): number {
  const length = pathSize(leaf.to - leaf.from) + stringSize(leaf.value)
  const pathAt = writeListPrefix(target, at, length)
  return writeString(target, writePath(target, pathAt, leaf, true), leaf.value)
}

/** A branch parts a key from the one before and the one after; the leaf starts below the deeper of the two. */
function depthOf(keys: Uint32Array, position: number): number {
  if (keys.length === 1) return 0
  const key = keys[position]!
  const before = position === 0 ? 0 : commonNibbles(key, keys[position - 1]!)
  const after = position === keys.length - 1 ? 0 : commonNibbles(key, keys[position + 1]!)
  return 1 + Math.max(before, after)
}
