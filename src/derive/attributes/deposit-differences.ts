import { keccak256 } from '../../wire/hash.ts'
import { toHex } from '../../wire/hex.ts'
import type { Deposit } from '../deposit.ts'
import type { Difference } from '../difference.ts'
import { differing } from './differing.ts'
import type { ExpectedTransaction } from './expected-transaction.ts'

const fields = ['sourceHash', 'from', 'to', 'mint', 'value', 'gas', 'isSystemTransaction'] as const

/** Each field of a deposit that is another than expected, as `name.field`. */
export function depositDifferences(
  name: string,
  expected: ExpectedTransaction,
  seen: Deposit,
): readonly Difference[] {
  return [
    ...envelopeDifferences(name, expected, seen),
    ...dataDifferences(`${name}.data`, expected.data, seen.data),
  ]
}

/** The same without its call data. */
export function envelopeDifferences(
  name: string,
  expected: ExpectedTransaction,
  seen: Deposit,
): readonly Difference[] {
  return fields.flatMap((field) => differing(`${name}.${field}`, expected[field], seen[field]))
}

function dataDifferences(
  field: string,
  expected: ExpectedTransaction['data'],
  seen: Uint8Array,
): readonly Difference[] {
  if (expected instanceof Uint8Array) return differing(field, expected, seen)
  const hash = toHex(keccak256(seen))
  return differing(field, `bytes with keccak256 ${expected.keccak256}`, `bytes with keccak256 ${hash}`)
}
