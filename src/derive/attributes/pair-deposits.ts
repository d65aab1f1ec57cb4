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
  const free = new Set(seen.map(placed))
  const wanted = expected.map(placed)
  const partners = takeBySource(wanted, free)
  takeByPlace(wanted, partners, free)
  return {
    pairs: wanted.flatMap((expected, i) => pairOf(expected, partners[i])),
    missing: wanted.filter((_, i) => partners[i] === undefined),
    extra: [...free],
  }
}

/** The partner of each expected deposit, where it has one. */
type Partners = (SeenDeposit | undefined)[]

function takeBySource(wanted: readonly Placed<ExpectedTransaction>[], free: Set<SeenDeposit>): Partners {
  const bySource = new Map<string, SeenDeposit>()
  // From behind, so that the first of equal ones is kept.
  for (const seen of [...free].toReversed()) {
    if (seen.deposit.kind === 'ok') bySource.set(seen.deposit.value.sourceHash, seen)
  }
  const partners = wanted.map(({ deposit }) => bySource.get(deposit.sourceHash))
  for (const partner of partners) if (partner !== undefined) free.delete(partner)
  return partners
}

/** Behind the partner of the one before it, if nobody has taken what is there. */
function takeByPlace(
  wanted: readonly Placed<ExpectedTransaction>[],
  partners: Partners,
  free: Set<SeenDeposit>,
): void {
  const byPlace = new Map([...free].map((seen) => [seen.index, seen]))
  wanted.forEach((expected, i) => {
    if (partners[i] !== undefined) return
    const before = i === 0 ? -1 : partners[i - 1]?.index
    const candidate = before === undefined ? undefined : byPlace.get(before + 1)
    if (candidate === undefined || !resembles(expected, candidate)) return
    partners[i] = candidate
    free.delete(candidate)
  })
}

/** Nothing but its source hash is another; or it cannot be read; or it is the L1 info, which is always first. */
function resembles(expected: Placed<ExpectedTransaction>, { deposit: seen }: SeenDeposit): boolean {
  if (expected.index === 0 || seen.kind === 'malformed') return true
  return depositDifferences('', expected.deposit, seen.value).length === 1
}

function placed<T>(deposit: T, index: number): Placed<T> {
  return { index, deposit }
}

function pairOf(expected: Placed<ExpectedTransaction>, seen: SeenDeposit | undefined): readonly Pair[] {
  return seen === undefined ? [] : [{ expected, seen }]
}
