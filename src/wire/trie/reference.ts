import { keccak256 } from '../hash.ts'

/** A node that is shorter than its hash stands in its parent itself. */
export const hashBytes = 32

/** What comes before a hash that is an RLP string. */
export const hashPrefix = 0x80 + hashBytes

export const longestReferenceBytes = 1 + hashBytes

/** Writes what stands for a node in its parent at a place in `target`, and returns the place behind it. */
export function writeReference(target: Uint8Array, at: number, node: Uint8Array): number {
  if (node.length < hashBytes) {
    target.set(node, at)
    return at + node.length
  }
  target[at] = hashPrefix
  target.set(keccak256(node), at + 1)
  return at + longestReferenceBytes
}
