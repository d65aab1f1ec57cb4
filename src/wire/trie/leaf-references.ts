import { hashEach } from '../keccak/each.ts'
import { type Leaf, writeLeaf } from './leaf.ts'
import { hashBytes, hashPrefix, longestReferenceBytes } from './reference.ts'

/** What stands for each leaf in its parent, in slots of one size. */
export interface LeafReferences {
  /** Writes the reference to leaf i at a place in `target`, and returns the place behind it. */
  readonly write: (i: number, target: Uint8Array, at: number) => number
}

/** Nearly all of a block's hashing: its leaves are its transactions. */
export function referencesTo(leaves: readonly Leaf[]): LeafReferences {
  const slots = new Uint8Array(leaves.length * longestReferenceBytes)
  hashEach({
    count: leaves.length,
    sizeOf: (i) => leaves[i]!.size,
    write: (i, target) => void writeLeaf(leaves[i]!, target, 0),
    take: (i, digest) => {
      slots[i * longestReferenceBytes] = hashPrefix
      slots.set(digest, i * longestReferenceBytes + 1)
    },
  })
  return {
    write: (i, target, at) => {
      const leaf = leaves[i]!
      if (leaf.size < hashBytes) return writeLeaf(leaf, target, at)
      copy(slots, i * longestReferenceBytes, target, at)
      return at + longestReferenceBytes
    },
  }
}

/** For so few bytes a loop is quicker than a view and a call. */
function copy(slots: Uint8Array, from: number, target: Uint8Array, at: number): void {
  for (let i = 0; i < longestReferenceBytes; i++) target[at + i] = slots[from + i]!
}
