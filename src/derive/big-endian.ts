import { fixedBytes, toHex } from '../wire/hex.ts'

/** The integer that bytes spell, most significant first. There is one byte at least. */
export function readUint(bytes: Uint8Array): bigint {
  return BigInt(toHex(bytes))
}

/** The same back into so many bytes. An integer that has no place in them is a defect, and throws. */
export function writeUint(value: bigint | number, size: number): Uint8Array {
  const integer = BigInt(value)
  if (integer < 0n) throw new RangeError(`expected no negative integer, saw ${integer}`)
  return fixedBytes(`0x${integer.toString(16).padStart(2 * size, '0')}`, size)
}
