import type { Deposit } from '../deposit.ts'
import type { Difference } from '../difference.ts'
import { decodeL1Info } from '../l1-info/codec.ts'
import type { L1Info } from '../l1-info/l1-info.ts'
import { envelopeDifferences } from './deposit-differences.ts'
import { differing } from './differing.ts'
import type { ExpectedTransaction } from './expected-transaction.ts'

/** The L1 info by what it says: `l1Info.baseFee` rather than some bytes of a call. */
export function l1InfoDifferences(
  name: string,
  expected: ExpectedTransaction,
  seen: Deposit,
): readonly Difference[] {
  return [...envelopeDifferences(name, expected, seen), ...callDifferences(expected.data, seen.data)]
}

function callDifferences(expected: ExpectedTransaction['data'], seen: Uint8Array): readonly Difference[] {
  const ours = expected instanceof Uint8Array ? decodeL1Info(expected) : null
  const theirs = decodeL1Info(seen)
  // Ours was encoded by the same codec.
  if (ours?.kind !== 'ok') throw new TypeError('the L1 info that was expected is none')
  if (theirs.kind === 'malformed') {
    return [{ field: 'l1Info', expected: `laid out as ${ours.value.layout}`, seen: theirs.reason }]
  }
  return fieldsOf(ours.value, theirs.value).flatMap((field) =>
    differing(`l1Info.${field}`, ours.value[field] ?? null, theirs.value[field] ?? null),
  )
}

/** Those of both: laid out in another way, one may have fields that the other lacks. */
function fieldsOf(ours: L1Info, theirs: L1Info): readonly (keyof L1Info)[] {
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])] as (keyof L1Info)[]
}
