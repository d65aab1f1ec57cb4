import type { Hash } from '../../machines/values.ts'
import { type Decoded, malformed, ok } from '../wire/decoded.ts'
import { keccak256 } from '../wire/hash.ts'
import { toHex } from '../wire/hex.ts'
import { readUint } from './big-endian.ts'

/** What little of Solidity's ABI derivation reads, as strictly as op-node reads it. */

/** What every argument is padded to. */
export const wordBytes = 32

/** The first four bytes of call data. */
export function selectorOf(signature: string): Uint8Array {
  return hashOf(signature).subarray(0, 4)
}

/** The first topic of an event. */
export function topicOf(signature: string): Hash {
  return toHex(hashOf(signature))
}

function hashOf(signature: string): Uint8Array {
  return keccak256(new TextEncoder().encode(signature))
}

/** The data of a log whose only unindexed argument is `bytes`. What pads it is not looked at, only that it is short. */
export function onlyBytesArgument(data: Uint8Array): Decoded<Uint8Array> {
  if (data.length < 2 * wordBytes || data.length % wordBytes !== 0) {
    return malformed(`expected two words and whole words behind them, saw ${data.length} bytes`)
  }
  if (readUint(data.subarray(0, wordBytes)) !== 32n)
    return malformed('the bytes do not begin behind their length')
  const rest = data.subarray(2 * wordBytes)
  const length = readUint(data.subarray(wordBytes, 2 * wordBytes))
  if (length > BigInt(rest.length) || length + 32n <= BigInt(rest.length)) {
    return malformed(`the bytes are said to be ${length}, and ${rest.length} are there with padding`)
  }
  return ok(rest.subarray(0, Number(length)))
}
