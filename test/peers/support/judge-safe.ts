import { type BlockRef, sameBlock } from '../../../machines/values.ts'
import type { Sighting } from './watch.ts'

export interface SafeRecord {
  /** What the client called safe while the follower had it, oldest first. */
  readonly safe: readonly Sighting[]
  /** Where the follower has anchored: the one block that needs no attestation. */
  readonly anchor: BlockRef
  /** When the block was first heard of as attested; null when it never was. */
  readonly attested: (block: BlockRef) => Sighting | null
}

/** What nobody may ever see: a safe block that nobody has attested, or one below another. Empty when all is well. */
export function judgeSafe(record: SafeRecord): readonly string[] {
  const back = stepsBack(record.safe).map(({ from, to }) => `${textOf(to)} came after ${textOf(from)}`)
  return [...unattested(record), ...back]
}

/** What nobody has signed, and is not the anchor. */
export function unattested({ safe, anchor, attested }: SafeRecord): readonly string[] {
  return safe
    .filter((block) => !sameBlock(block, anchor) && attested(block) === null)
    .map((block) => `${textOf(block)} was never attested`)
}

export interface StepBack {
  readonly from: Sighting
  readonly to: Sighting
}

/** To a lower block, or to another one of the same height. */
export function stepsBack(safe: readonly Sighting[]): readonly StepBack[] {
  return safe.slice(1).flatMap((to, index) => {
    const from = safe[index]!
    return to.number > from.number ? [] : [{ from, to }]
  })
}

/**
 * Judges each life of a client that was started again at these times: it comes back with an older safe block,
 * its finalized one, which has to be an attested block or the anchor like all others.
 */
export function judgeLives(record: SafeRecord, startsAtMs: readonly number[]): readonly string[] {
  const bounds = [-Infinity, ...startsAtMs, Infinity]
  return bounds.slice(1).flatMap((endMs, index) => {
    const inLife = ({ atMs }: Sighting) => atMs >= bounds[index]! && atMs < endMs
    return judgeSafe({ ...record, safe: record.safe.filter(inLife) })
  })
}

export interface PaceRecord extends Pick<SafeRecord, 'safe'> {
  readonly attested: readonly Sighting[]
  readonly derived: readonly Sighting[]
}

/** For each attested block how long it took from being attested and derived to being safe, in milliseconds. */
export function pacesOf({ safe, attested, derived }: PaceRecord): readonly number[] {
  const reached = (heads: readonly Sighting[], { number }: BlockRef) =>
    heads.find((head) => head.number >= number)?.atMs ?? null
  return attested.flatMap((block) => {
    const [derivedAtMs, safeAtMs] = [reached(derived, block), reached(safe, block)]
    if (derivedAtMs === null || safeAtMs === null) return []
    return [Math.max(0, safeAtMs - Math.max(block.atMs, derivedAtMs))]
  })
}

export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}

export function textOf({ number, hash }: BlockRef): string {
  return `${number} ${hash.slice(0, 10)}`
}
