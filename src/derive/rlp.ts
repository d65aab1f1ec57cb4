import { type Decoded, malformed, ok } from '../wire/decoded.ts'

/** A byte string, or a list of items. */
export type RlpItem = Uint8Array | readonly RlpItem[]

/** The lists of an access list or of a receipt's topics lie four deep. */
const limitDepth = 8

/** A receipt with nothing but empty logs, which fill a block of 60 million gas, has 640,000. */
const limitItems = 2 ** 20

/**
 * RLP, the reading half: what it accepts has no second encoding. The byte strings are views of the input.
 * As strict as go-ethereum's (docs/decisions/0013), and nothing is allocated that the input does not hold.
 */
export function decodeRlp(bytes: Uint8Array): Decoded<RlpItem> {
  const reader = { bytes, itemsLeft: limitItems }
  const read = readItem(reader, { at: 0, end: bytes.length }, 0)
  if (read.kind === 'malformed') return read
  const { item, next } = read.value
  if (next < bytes.length) return malformed(`${bytes.length - next} bytes follow the RLP item`)
  return ok(item)
}

interface Reader {
  readonly bytes: Uint8Array
  itemsLeft: number
}

/** The part of the input that an item has to fit in. */
interface Room {
  readonly at: number
  readonly end: number
}

/** What a prefix says of the bytes behind it. */
interface Prefix extends Room {
  readonly isList: boolean
}

function readItem(reader: Reader, room: Room, depth: number): Decoded<{ item: RlpItem; next: number }> {
  if (reader.itemsLeft-- === 0) return malformed(`more than ${limitItems} RLP items`)
  const prefix = readPrefix(reader.bytes, room)
  if (prefix.kind === 'malformed') return prefix
  const { isList, at, end } = prefix.value
  if (!isList) return ok({ item: reader.bytes.subarray(at, end), next: end })
  const items = readItems(reader, prefix.value, depth + 1)
  return items.kind === 'ok' ? ok({ item: items.value, next: end }) : items
}

function readItems(reader: Reader, { at, end }: Room, depth: number): Decoded<readonly RlpItem[]> {
  if (depth > limitDepth) return malformed(`RLP lists are more than ${limitDepth} deep`)
  const items: RlpItem[] = []
  for (let next = at; next < end; ) {
    const read = readItem(reader, { at: next, end }, depth)
    if (read.kind === 'malformed') return read
    items.push(read.value.item)
    next = read.value.next
  }
  return ok(items)
}

/** A first byte below 0x80 is the string itself; then come strings, from 0xc0 lists, the long ones of either last. */
function readPrefix(bytes: Uint8Array, { at, end }: Room): Decoded<Prefix> {
  if (at >= end) return malformed('the RLP ends before its item')
  const first = bytes[at]!
  if (first < 0x80) return ok({ isList: false, at, end: at + 1 })
  const isList = first >= 0xc0
  const size = first - (isList ? 0xc0 : 0x80)
  if (size > 55) return longPrefix(bytes, { isList, at: at + 1, end }, size - 55)
  if (size === 1 && !isList && at + 1 < end && bytes[at + 1]! < 0x80) {
    return malformed('a single byte below 0x80 has an RLP prefix')
  }
  return within({ isList, at: at + 1, end }, size)
}

/** The length has so many bytes of its own, none of them wasted. */
function longPrefix(bytes: Uint8Array, room: Prefix, sizeBytes: number): Decoded<Prefix> {
  const start = room.at + sizeBytes
  if (start > room.end) return malformed('the RLP ends within the length of an item')
  let length = 0
  for (let at = room.at; at < start; at++) length = length * 256 + bytes[at]!
  if (bytes[room.at] === 0 || length < 56) return malformed('the length of an RLP item is not canonical')
  return within({ ...room, at: start }, length)
}

function within({ isList, at, end }: Prefix, length: number): Decoded<Prefix> {
  if (length > end - at) return malformed(`an RLP item of ${length} bytes where ${end - at} are left`)
  return ok({ isList, at, end: at + length })
}
