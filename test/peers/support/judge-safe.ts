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
export function judgeSafe({ safe, anchor, attested }: SafeRecord): readonly string[] {
  return safe.flatMap((block, index) => {
    const before = safe[index - 1]
    return [
      ...(sameBlock(block, anchor) || attested(block) !== null
        ? []
        : [`${textOf(block)} was never attested`]),
      ...(before === undefined || before.number < block.number
        ? []
        : [`${textOf(block)} came after ${textOf(before)}`]),
    ]
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

function textOf({ number, hash }: BlockRef): string {
  return `${number} ${hash.slice(0, 10)}`
}
