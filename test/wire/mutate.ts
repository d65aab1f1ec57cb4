import type { Random } from './random.ts'

/** What an attacker makes of a valid message: one to three changes to a copy of it. */
export function mutate(valid: Uint8Array, random: Random): Uint8Array {
  let bytes = Uint8Array.from(valid)
  for (let changes = 1 + random.below(3); changes > 0; changes--) {
    bytes = mutations[random.below(mutations.length)]!(bytes, random)
  }
  return bytes
}

type Mutation = (bytes: Uint8Array<ArrayBuffer>, random: Random) => Uint8Array<ArrayBuffer>

const mutations: readonly Mutation[] = [flipBit, setByte, lieInWord, saturate, truncate, extend, swapPieces]

/** Values around which bounds checks go wrong. */
const edges = [
  0, 1, 3, 4, 43, 44, 527, 528, 559, 560, 561, 0x7fff_ffff, 0x8000_0000, 0xffff_fffc, 0xffff_ffff,
]

function flipBit(bytes: Uint8Array<ArrayBuffer>, random: Random) {
  const at = random.below(bytes.length)
  if (bytes.length > 0) bytes[at]! ^= 1 << random.below(8)
  return bytes
}

function setByte(bytes: Uint8Array<ArrayBuffer>, random: Random) {
  if (bytes.length > 0) bytes[random.below(bytes.length)] = random.below(256)
  return bytes
}

function lieInWord(bytes: Uint8Array<ArrayBuffer>, random: Random) {
  if (bytes.length < 4) return bytes
  const near = bytes.length + random.below(64) - 32
  const value = random.below(2) === 0 ? near : edges[random.below(edges.length)]!
  new DataView(bytes.buffer).setUint32(random.below(bytes.length - 3), value, true)
  return bytes
}

function saturate(bytes: Uint8Array<ArrayBuffer>, random: Random) {
  const start = random.below(bytes.length)
  return bytes.fill(0xff, start, start + 1 + random.below(8))
}

function truncate(bytes: Uint8Array<ArrayBuffer>, random: Random) {
  return bytes.slice(0, random.below(bytes.length + 1))
}

function extend(bytes: Uint8Array<ArrayBuffer>, random: Random) {
  const longer = new Uint8Array(bytes.length + 1 + random.below(64)).fill(random.below(256))
  longer.set(bytes)
  return longer
}

function swapPieces(bytes: Uint8Array<ArrayBuffer>, random: Random) {
  const size = random.below(Math.min(64, bytes.length))
  bytes.copyWithin(random.below(bytes.length - size + 1), random.below(bytes.length - size + 1))
  return bytes
}
