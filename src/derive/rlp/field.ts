import type { Address, Hash } from '../../../machines/values.ts'
import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import { fixedBytes, fromHex, toHex } from '../../wire/hex.ts'
import type { Hex } from '../../wire/payload.ts'
import type { RlpItem } from '../rlp.ts'

/** A value as an RLP item, and back: one description of a field for both directions. */
export interface Field<T> {
  /** A value out of bounds is a defect of the caller, and throws. */
  readonly encode: (value: T) => RlpItem
  readonly decode: (item: RlpItem) => Decoded<T>
}

/** Opaque bytes. They are a view of what was read. */
export const bytes: Field<Uint8Array> = { encode: (value) => value, decode: stringOf }

/** Bytes of any length, as hex. */
export const data: Field<Hex> = {
  encode: fromHex,
  decode: (item) => map(stringOf(item), toHex),
}

/** Exactly so many bytes, as hex. */
export function fixed(size: number): Field<Hex> {
  return {
    encode: (value) => fixedBytes(value, size),
    decode: (item) => {
      const read = stringOf(item)
      if (read.kind === 'malformed') return read
      const { length } = read.value
      return length === size ? ok(toHex(read.value)) : malformed(`${length} bytes instead of ${size}`)
    },
  }
}

export const hash: Field<Hash> = fixed(32)

export const address: Field<Address> = fixed(20)

/** Whom a transaction calls: the empty string, and not the empty list, where it creates a contract. */
export const addressOrNull: Field<Address | null> = {
  encode: (value) => (value === null ? new Uint8Array() : address.encode(value)),
  decode: (item) => (item instanceof Uint8Array && item.length === 0 ? ok(null) : address.decode(item)),
}

export const boolean: Field<boolean> = {
  encode: (value) => (value ? Uint8Array.of(1) : new Uint8Array()),
  decode: (item) => {
    const read = stringOf(item)
    if (read.kind === 'malformed') return read
    if (read.value.length === 0) return ok(false)
    return read.value.length === 1 && read.value[0] === 1 ? ok(true) : malformed('neither true nor false')
  },
}

/** Items of one kind. */
export function listOf<T>(field: Field<T>): Field<readonly T[]> {
  return {
    encode: (values) => values.map(field.encode),
    decode: (item) => {
      if (item instanceof Uint8Array) return malformed('a string instead of a list')
      const values: T[] = []
      for (const [index, each] of item.entries()) {
        const read = field.decode(each)
        if (read.kind === 'malformed') return malformed(`[${index}]: ${read.reason}`)
        values.push(read.value)
      }
      return ok(values)
    },
  }
}

export function stringOf(item: RlpItem): Decoded<Uint8Array> {
  return item instanceof Uint8Array ? ok(item) : malformed('a list instead of a string')
}

export function map<T, U>(decoded: Decoded<T>, change: (value: T) => U): Decoded<U> {
  return decoded.kind === 'ok' ? ok(change(decoded.value)) : decoded
}
