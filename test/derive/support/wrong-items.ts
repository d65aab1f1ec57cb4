import { encodeRlp } from '../../../src/derive/rlp/encode-rlp.ts'

/** What an item of a list is, and so what it must not be. */
export type Kind = 'string' | 'list' | 'boolean' | 'to' | Bytes | Integer

type Bytes = '8 bytes' | '20 bytes' | '32 bytes' | '256 bytes'
type Integer = 'uint8' | 'uint64' | 'uint256' | 'height'

type WrongItem = readonly [what: string, encoded: Uint8Array]

const list: WrongItem = ['an empty list', Uint8Array.of(0xc0)]

/** Where go-ethereum wants an item of this kind it refuses all of these, and a height beyond 2^53 is refused by us. */
export function wrongItems(kind: Kind): readonly WrongItem[] {
  switch (kind) {
    case 'string':
      return [list]
    case 'list':
      return [
        ['a string', Uint8Array.of(0x80)],
        ['lists in lists', Uint8Array.of(0xc3, 0xc2, 0xc1, 0xc0)],
      ]
    case 'boolean':
      return [list, ...wrongBooleans]
    case 'uint8':
      return [list, ...wrongIntegers(1)]
    case 'uint64':
      return [list, ...wrongIntegers(8)]
    case 'height':
      return [list, ...wrongIntegers(8), ['2^53', Uint8Array.of(0x87, 0x20, 0, 0, 0, 0, 0, 0)]]
    case 'uint256':
      return [list, ...wrongIntegers(32)]
    case 'to':
      return [list, ofSize(19), ofSize(21)]
    default:
      return [list, ...wrongSizes(Number.parseInt(kind, 10))]
  }
}

const wrongBooleans: readonly WrongItem[] = [
  ['two', Uint8Array.of(2)],
  ['a zero that is written', Uint8Array.of(0)],
  ['true in two bytes', Uint8Array.of(0x82, 1, 0)],
  ['true with a prefix', Uint8Array.of(0x81, 1)],
]

function wrongIntegers(size: number): readonly WrongItem[] {
  const oneMore = size + 1
  return [
    ['a zero that is written', Uint8Array.of(0)],
    ['a leading zero', Uint8Array.of(0x82, 0, 0x80)],
    ['a small one with a prefix', Uint8Array.of(0x81, 0x7f)],
    ['the least that is too large', Uint8Array.of(0x80 + oneMore, 1, ...new Uint8Array(size))],
  ]
}

function wrongSizes(size: number): readonly WrongItem[] {
  return [['nothing', Uint8Array.of(0x80)], ofSize(size - 1), ofSize(size + 1)]
}

function ofSize(size: number): WrongItem {
  return [`${size} bytes`, encodeRlp(new Uint8Array(size).fill(0xee))]
}
