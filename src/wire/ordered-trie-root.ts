import { keccak256 } from './hash.ts'
import { emptyString, prefixSize, writeListPrefix } from './rlp.ts'
import { commonNibbles, nibbleAt } from './trie/key.ts'
import { type Leaf, leavesOf, writeLeaf } from './trie/leaf.ts'
import { type LeafReferences, referencesTo } from './trie/leaf-references.ts'
import { type Path, pathSize, writePath } from './trie/path.ts'
import { longestReferenceBytes, writeReference } from './trie/reference.ts'

/**
 * The Merkle Patricia root of a list, each value under the RLP of its index, as a block header
 * commits to its transactions. Values are non-empty, and fewer than 2^24. Nothing is inserted or
 * balanced: the keys are known and sorted, so each node is a range of them (docs/decisions/0003).
 */
export function orderedTrieRoot(values: readonly Uint8Array[]): Uint8Array {
  const leaves = leavesOf(values)
  if (leaves.length === 0) return keccak256(Uint8Array.of(emptyString))
  if (leaves.length === 1) return keccak256(onlyNode(leaves[0]!))
  const trie = { leaves, references: referencesTo(leaves) }
  return keccak256(node(trie, { start: 0, end: leaves.length }, 0))
}

interface Trie {
  readonly leaves: readonly Leaf[]
  readonly references: LeafReferences
}

/** Of leaves. */
interface Range {
  readonly start: number
  readonly end: number
}

function onlyNode(leaf: Leaf): Uint8Array {
  const node = Buffer.allocUnsafe(leaf.size)
  writeLeaf(leaf, node, 0)
  return node
}

/** The node that holds these leaves, two at least, which agree in their first `depth` nibbles. */
function node(trie: Trie, range: Range, depth: number): Uint8Array {
  const { key } = trie.leaves[range.start]!
  const fork = commonNibbles(key, trie.leaves[range.end - 1]!.key)
  const below = branch(trie, range, fork)
  return fork === depth ? below : extension({ key, from: depth, to: fork }, below)
}

function extension(path: Path, below: Uint8Array): Uint8Array {
  const content = Buffer.allocUnsafe(pathSize(path.to - path.from) + longestReferenceBytes)
  return list(content, writeReference(content, writePath(content, 0, path, false), below))
}

/** Its own value, the seventeenth item, is always empty: no RLP string is the beginning of another. */
function branch(trie: Trie, range: Range, depth: number): Uint8Array {
  const content = Buffer.allocUnsafe(16 * longestReferenceBytes + 1)
  let [at, start] = [0, range.start]
  for (let nibble = 0; nibble < 16; nibble++) {
    let end = start
    while (end < range.end && nibbleAt(trie.leaves[end]!.key, depth) === nibble) end++
    at = writeChild(trie, { start, end }, depth + 1, content, at)
    start = end
  }
  content[at] = emptyString
  return list(content, at + 1)
}

function writeChild(trie: Trie, range: Range, depth: number, target: Uint8Array, at: number): number {
  const { start, end } = range
  if (end - start > 1) return writeReference(target, at, node(trie, range, depth))
  if (end - start === 1) return trie.references.write(start, target, at)
  target[at] = emptyString
  return at + 1
}

/** A node is the list of its items, of which `content` holds so many bytes. */
function list(content: Uint8Array, length: number): Uint8Array {
  const encoded = Buffer.allocUnsafe(prefixSize(length) + length)
  encoded.set(content.subarray(0, length), writeListPrefix(encoded, 0, length))
  return encoded
}
