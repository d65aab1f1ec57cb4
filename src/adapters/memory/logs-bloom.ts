import type { Log } from '../../derive/receipt.ts'
import { keccak256 } from '../../wire/hash.ts'
import { fromHex, toHex } from '../../wire/hex.ts'
import type { Hex } from '../../wire/payload.ts'

const bloomBytes = 256

/** The bloom filter of logs: three bits for each address and each topic. */
export function logsBloom(logs: readonly Log[]): Hex {
  const bloom = new Uint8Array(bloomBytes)
  for (const { address, topics } of logs) for (const entry of [address, ...topics]) add(bloom, fromHex(entry))
  return toHex(bloom)
}

/** A bit's number is 11 bits of the hash; bit 0 is the last of the filter. */
function add(bloom: Uint8Array, entry: Uint8Array): void {
  const hash = keccak256(entry)
  for (const at of [0, 2, 4]) {
    const bit = ((hash[at]! << 8) | hash[at + 1]!) % (bloomBytes * 8)
    bloom[bloomBytes - 1 - (bit >> 3)]! |= 1 << (bit & 7)
  }
}
