import { keccak256 } from '../../wire/hash.ts'
import { toHex } from '../../wire/hex.ts'
import type { Difference } from '../difference.ts'

/** A field's value, as text or as something that has an exact one. */
export type Value = string | number | bigint | boolean | null | Uint8Array

/** None where both are the same, else the one that names the field. */
export function differing(field: string, expected: Value, seen: Value): readonly Difference[] {
  const [left, right] = [textOf(expected), textOf(seen)]
  return left === right ? [] : [{ field, expected: left, seen: right }]
}

/** Long data by its length and its hash, which tell it apart as well. */
export function textOf(value: Value): string {
  if (value instanceof Uint8Array) return value.length <= shownBytes ? toHex(value) : long(value)
  return value === null ? 'none' : String(value)
}

/** A hash is shown whole. */
const shownBytes = 32

function long(bytes: Uint8Array): string {
  return `${bytes.length} bytes with keccak256 ${toHex(keccak256(bytes))}`
}
