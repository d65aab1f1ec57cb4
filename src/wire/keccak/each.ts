import { keccak256 } from '../hash.ts'
import { blocksOf, pad } from './blocks.ts'
import { digests, hashPair, longestMessageBytes, messages as places } from './pair.ts'

/** Messages that need not exist before they are hashed. */
export interface Messages {
  readonly count: number
  readonly sizeOf: (i: number) => number
  /** Writes message i to the start of `target`. */
  readonly write: (i: number, target: Uint8Array) => void
  /** Is given the digest of message i, whose bytes hold until it returns. Not in the order of the messages. */
  readonly take: (i: number, digest: Uint8Array) => void
}

/**
 * keccak256 of each message: two of the same number of blocks in little more than the time of one. One
 * that finds no other is hashed by itself, and so is one too long.
 */
export function hashEach(messages: Messages): void {
  const waiting = new Int32Array(blocksOf(longestMessageBytes) + 1).fill(nobody)
  for (let i = 0; i < messages.count; i++) {
    const size = messages.sizeOf(i)
    if (size > longestMessageBytes) hashAlone(messages, i)
    else meet(messages, waiting, i, blocksOf(size))
  }
  for (const i of waiting) if (i !== nobody) hashAlone(messages, i)
}

const nobody = -1

/** Hashes message i together with the one that waits for it, or else lets it wait. */
function meet(messages: Messages, waiting: Int32Array, i: number, blocks: number): void {
  const other = waiting[blocks]!
  waiting[blocks] = other === nobody ? i : nobody
  if (other === nobody) return
  put(messages, other, places[0])
  put(messages, i, places[1])
  hashPair(blocks)
  messages.take(other, digests[0])
  messages.take(i, digests[1])
}

function put(messages: Messages, i: number, place: Uint8Array): void {
  messages.write(i, place)
  pad(place, messages.sizeOf(i))
}

function hashAlone(messages: Messages, i: number): void {
  const message = Buffer.allocUnsafe(messages.sizeOf(i))
  messages.write(i, message)
  messages.take(i, keccak256(message))
}
