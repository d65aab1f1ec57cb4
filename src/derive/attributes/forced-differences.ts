import { type Deposit, decodeDeposit } from '../deposit.ts'
import type { Difference } from '../difference.ts'
import { depositDifferences } from './deposit-differences.ts'
import type { ExpectedTransaction } from './expected-transaction.ts'
import { l1InfoDifferences } from './l1-info-differences.ts'
import { leadingDeposits } from './leading-deposits.ts'
import { type Pair, type Placed, pairDeposits, type SeenDeposit } from './pair-deposits.ts'

/** Where the deposits that a block begins with are not the forced ones: one by one, in this order, no more, no less. */
export function forcedDifferences(
  forced: readonly ExpectedTransaction[],
  transactions: readonly Uint8Array[],
): readonly Difference[] {
  const seen = transactions.slice(0, leadingDeposits(transactions)).map(decodeDeposit)
  const { pairs, missing, extra } = pairDeposits(forced, seen)
  return [
    ...pairs.flatMap(alteration),
    ...displaced(pairs).map(displacement),
    ...missing.map(omission),
    ...extra.map(addition),
  ]
}

function alteration({ expected, seen }: Pair): readonly Difference[] {
  const name = nameOf(expected, seen.index)
  if (seen.deposit.kind === 'malformed') {
    return [{ field: name, expected: 'a deposit', seen: seen.deposit.reason }]
  }
  const compare = expected.index === 0 ? l1InfoDifferences : depositDifferences
  return compare(name, expected.deposit, seen.deposit.value)
}

/** Those in front of one that they are expected behind. */
function displaced(pairs: readonly Pair[]): readonly Pair[] {
  let furthest = -1
  return pairs.filter(({ seen: { index } }) => {
    const isDisplaced = index < furthest
    furthest = Math.max(furthest, index)
    return isDisplaced
  })
}

function displacement({ expected, seen }: Pair): Difference {
  return {
    field: nameOf(expected, seen.index),
    expected: `at index ${expected.index}`,
    seen: `at index ${seen.index}`,
  }
}

function omission(expected: Placed<ExpectedTransaction>): Difference {
  return { field: nameOf(expected, expected.index), expected: 'in the block', seen: 'missing' }
}

function addition({ index, deposit }: SeenDeposit): Difference {
  const seen = deposit.kind === 'malformed' ? deposit.reason : textOf(deposit.value)
  return { field: `transactions[${index}]`, expected: 'no further deposit', seen }
}

function textOf({ from, sourceHash }: Deposit): string {
  return `a deposit from ${from} with source hash ${sourceHash}`
}

function nameOf({ deposit }: Placed<ExpectedTransaction>, index: number): string {
  return `transactions[${index}] (${deposit.what})`
}
