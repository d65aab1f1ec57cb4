import { type Hex, keccak256, numberToHex, size, toHex, toRlp } from 'viem'

/** The root of the same trie, written to be plainly right and nothing else: over hex digits, with the RLP and the keccak of viem. */
export function straightforwardRoot(values: readonly Uint8Array[]): Hex {
  if (values.length === 0) return keccak256(toRlp('0x'))
  const entries = values.map((value, index): Entry => {
    const key = toRlp(
      index === 0 ? '0x' : numberToHex(index, { size: Math.ceil(index.toString(16).length / 2) }),
    )
    return [key.slice(2), toHex(value)]
  })
  return keccak256(toRlp(nodeOf(entries) as Hex[]))
}

/** What is left of a key, in hex digits, and the value. */
type Entry = readonly [path: string, value: Hex]

/** An item of a node: a string, or a node that stands there itself. */
type Item = Hex | readonly Item[]

function nodeOf(entries: readonly Entry[]): readonly Item[] {
  const [path, value] = entries[0]!
  if (entries.length === 1) return [hexPrefixed(path, 2), value]
  const shared = sharedPath(entries.map(([path]) => path))
  const below = entries.map(([path, value]): Entry => [path.slice(shared.length), value])
  return shared === '' ? branchOf(below) : [hexPrefixed(shared, 0), referenceTo(branchOf(below))]
}

function branchOf(entries: readonly Entry[]): readonly Item[] {
  const children = '0123456789abcdef'.split('').map((digit): Item => {
    const own = entries.filter(([path]) => path.startsWith(digit))
    return own.length === 0 ? '0x' : referenceTo(nodeOf(own.map(([path, value]) => [path.slice(1), value])))
  })
  return [...children, '0x']
}

function referenceTo(node: readonly Item[]): Item {
  const encoded = toRlp(node as Hex[])
  return size(encoded) < 32 ? node : keccak256(encoded)
}

function sharedPath([first, ...others]: readonly string[]): string {
  let shared = first ?? ''
  while (!others.every((path) => path.startsWith(shared))) shared = shared.slice(0, -1)
  return shared
}

function hexPrefixed(path: string, flag: 0 | 2): Hex {
  return path.length % 2 === 0 ? `0x${flag}0${path}` : `0x${flag + 1}${path}`
}
