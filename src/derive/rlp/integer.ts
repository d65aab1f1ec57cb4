import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import { fromHex, toHex } from '../../wire/hex.ts'
import type { RlpItem } from '../rlp.ts'
import { type Field, map, stringOf } from './field.ts'

export const uint8 = uint(1)
export const uint64 = uint(8)
export const uint256 = uint(32)

/** A height or a time: an integer that goes into a number. */
export const safeInteger: Field<number> = {
  encode: (value) => {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no safe integer`)
    return uint64.encode(BigInt(value))
  },
  decode: (item) => {
    const read = uint64.decode(item)
    if (read.kind === 'malformed') return read
    const value = Number(read.value)
    return Number.isSafeInteger(value) ? ok(value) : malformed(`${read.value} is not below 2^53`)
  },
}

/** An integer of at most so many bytes, big-endian, without leading zeros. */
function uint(limitBytes: number): Field<bigint> {
  const limit = 1n << BigInt(8 * limitBytes)
  return {
    encode: (value) => {
      if (value < 0n || value >= limit) throw new RangeError(`${value} is no integer of ${limitBytes} bytes`)
      return bigEndian(value)
    },
    decode: (item) =>
      map(integerBytes(item, limitBytes), (bytes) => (bytes.length === 0 ? 0n : BigInt(toHex(bytes)))),
  }
}

function integerBytes(item: RlpItem, limitBytes: number): Decoded<Uint8Array> {
  const read = stringOf(item)
  if (read.kind === 'malformed') return read
  const { length } = read.value
  if (length > limitBytes) return malformed(`an integer of ${length} bytes instead of at most ${limitBytes}`)
  return read.value[0] === 0 ? malformed('an integer with a leading zero') : read
}

function bigEndian(value: bigint): Uint8Array {
  if (value === 0n) return new Uint8Array()
  const digits = value.toString(16)
  return fromHex(`0x${digits.length % 2 === 0 ? digits : `0${digits}`}`)
}
