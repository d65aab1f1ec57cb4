import { keccak256 } from './hash.ts'
import { rlpBytes, rlpList, rlpUint } from './rlp.ts'

/**
 * The Merkle Patricia root of a list, each value under the RLP of its index, as a block header
 * commits to its transactions. Values are non-empty. Nothing is inserted or balanced: the keys are
 * known and sorted, so each node of the trie is a range of them (docs/decisions/0003).
 */
export function orderedTrieRoot(values: readonly Uint8Array[]): Uint8Array {
  if (values.length === 0) return keccak256(rlpBytes(new Uint8Array()))
  return keccak256(node(sortedEntries(values), 0))
}

interface Entry {
  readonly nibbles: readonly number[]
  readonly value: Uint8Array
}

/** By key: 1 to 127 are their own RLP, 0 is 0x80, the rest starts with 0x81 or more. */
function sortedEntries(values: readonly Uint8Array[]): readonly Entry[] {
  const entries = values.map((value, i) => ({ nibbles: nibblesOf(rlpUint(i)), value }))
  const [zero, ...others] = entries
  return [...others.slice(0, 127), zero!, ...others.slice(127)]
}

/** The node that holds these entries, which agree in their first `depth` nibbles. */
function node(entries: readonly Entry[], depth: number): Uint8Array {
  const [first, last] = [entries[0]!, entries.at(-1)!]
  if (entries.length === 1) return leaf(first, depth)
  const fork = forkOf(first.nibbles, last.nibbles, depth)
  if (fork === depth) return branch(entries, depth)
  const path = compact(first.nibbles.slice(depth, fork), false)
  return rlpList([rlpBytes(path), reference(branch(entries, fork))])
}

function leaf({ nibbles, value }: Entry, depth: number): Uint8Array {
  return rlpList([rlpBytes(compact(nibbles.slice(depth), true)), rlpBytes(value)])
}

/** Its own value, the seventeenth item, is always empty: no RLP string is the beginning of another. */
function branch(entries: readonly Entry[], depth: number): Uint8Array {
  const items: Uint8Array[] = []
  let start = 0
  for (let nibble = 0; nibble < 16; nibble++) {
    let end = start
    while (end < entries.length && entries[end]!.nibbles[depth] === nibble) end++
    items.push(end === start ? empty : reference(node(entries.slice(start, end), depth + 1)))
    start = end
  }
  return rlpList([...items, empty])
}

const empty = rlpBytes(new Uint8Array())

/** A node shorter than a hash stands in its parent itself. */
function reference(encoded: Uint8Array): Uint8Array {
  return encoded.length < 32 ? encoded : rlpBytes(keccak256(encoded))
}

/** The first nibble in which sorted keys differ is where the outermost two do. */
function forkOf(first: readonly number[], last: readonly number[], depth: number): number {
  let fork = depth
  while (first[fork] === last[fork]) fork++
  return fork
}

/** Hex-prefix encoding: a flag nibble for leaf and oddness, padded to whole bytes. */
function compact(nibbles: readonly number[], isLeaf: boolean): Uint8Array {
  const odd = nibbles.length % 2
  const flag = (isLeaf ? 2 : 0) + odd
  const padded = odd === 1 ? [flag, ...nibbles] : [flag, 0, ...nibbles]
  return Uint8Array.from({ length: padded.length / 2 }, (_, i) => padded[2 * i]! * 16 + padded[2 * i + 1]!)
}

function nibblesOf(bytes: Uint8Array): readonly number[] {
  const nibbles: number[] = []
  for (const byte of bytes) nibbles.push(byte >> 4, byte & 15)
  return nibbles
}
