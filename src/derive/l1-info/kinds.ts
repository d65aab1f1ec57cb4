import type { Address, Hash } from '../../../machines/values.ts'
import { fixedBytes, toHex } from '../../wire/hex.ts'
import { readUint, writeUint } from '../big-endian.ts'

/** How a value lies in so many bytes. */
export interface Kind<T> {
  readonly size: number
  /** Null where these bytes are not such a value. */
  readonly read: (bytes: Uint8Array) => T | null
  readonly write: (value: T) => Uint8Array
}

/** A height, a time or a scalar: refused beyond 2^53, and so is padding in front of it that is not zero. */
export function number(size: number): Kind<number> {
  return {
    size,
    read: (bytes) => {
      const value = readUint(bytes)
      return value <= Number.MAX_SAFE_INTEGER ? Number(value) : null
    },
    write: (value) => writeUint(value, size),
  }
}

/** What may pass 2^53. */
export function integer(size: number): Kind<bigint> {
  return { size, read: readUint, write: (value) => writeUint(value, size) }
}

export const hash: Kind<Hash> = { size: 32, read: toHex, write: (value) => fixedBytes(value, 32) }

/** An address in a word of its own, behind twelve zeros. */
export const address: Kind<Address> = {
  size: 32,
  read: (bytes) => (readUint(bytes) < 2n ** 160n ? toHex(bytes.subarray(12)) : null),
  write: (value) => writeUint(readUint(fixedBytes(value, 20)), 32),
}
