import type { Decoded } from '../../wire/decoded.ts'
import type { Deposit } from '../deposit.ts'
import { depositDifferences } from './deposit-differences.ts'
import type { ExpectedTransaction } from './expected-transaction.ts'

/** A deposit at a place in a block. */
export interface Placed<T> {
  readonly index: number
  readonly deposit: T
}

export type SeenDeposit = Placed<Decoded<Deposit>>

export interface Pairing {
  /** In the order in which they are expected. */
  readonly pairs: readonly Pair[]
  readonly missing: readonly Placed<ExpectedTransaction>[]
  readonly extra: readonly SeenDeposit[]
}

export interface Pair {
  readonly expected: Placed<ExpectedTransaction>
  readonly seen: SeenDeposit
}

/**
 * Which deposit of a block stands for which expected one: so that one left out does not make all
 * behind it look altered. Source hashes tell them apart; where that itself was altered, the place does.
 */
export function pairDeposits(
  expected: readonly ExpectedTransaction[],
  seen: readonly Decoded<Deposit>[],
): Pairing {
  const free = new Set(place(seen))
  const partners = expected.map(({ sourceHash }) => take(free, (seen) => sourceOf(seen) === sourceHash))
  place(expected).forEach((expected) => {
    const index = expected.index === 0 ? 0 : (partners[expected.index - 1]?.index ?? -2) + 1
    partners[expected.index] ??= take(free, (seen) => seen.index === index && resembles(expected, seen))
  })
  return {
    pairs: place(expected).flatMap((expected) => {
      const seen = partners[expected.index]
      return seen === undefined ? [] : [{ expected, seen }]
    }),
    missing: place(expected).filter(({ index }) => partners[index] === undefined),
    extra: [...free],
  }
}

function place<T>(deposits: readonly T[]): readonly Placed<T>[] {
  return deposits.map((deposit, index) => ({ index, deposit }))
}

/** Takes the first that fits out of those that nobody has taken. */
function take(free: Set<SeenDeposit>, fits: (seen: SeenDeposit) => boolean): SeenDeposit | undefined {
  const found = [...free].find(fits)
  if (found !== undefined) free.delete(found)
  return found
}

function sourceOf({ deposit }: SeenDeposit): string | null {
  return deposit.kind === 'ok' ? deposit.value.sourceHash : null
}

/** Nothing but its source hash is another; or it cannot be read; or it is the L1 info, which is always first. */
function resembles(expected: Placed<ExpectedTransaction>, { deposit: seen }: SeenDeposit): boolean {
  if (expected.index === 0 || seen.kind === 'malformed') return true
  return depositDifferences('', expected.deposit, seen.value).length === 1
}
