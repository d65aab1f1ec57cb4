import type { RollupConfig } from '../config/rollup-config.ts'
import type { SealedHeader } from '../header.ts'
import type { BlockOrigin } from '../origin-of.ts'
import type { NoAttributes, WrongOrigin } from './attributes-outcome.ts'
import { textOf, type Value } from './differing.ts'
import type { OriginFacts } from './origin-facts.ts'
import { sequencerDriftSeconds } from './sequencer-drift.ts'

/** The L2 blocks of one L1 origin are its epoch, and this is the place of a block in it. */
export interface Epoch {
  readonly kind: 'epoch'
  /** Zero in the first block, which takes what L1 has brought. */
  readonly sequenceNumber: number
  /** Then the sequencer may add nothing until the chain has caught up with L1. */
  readonly isPastDrift: boolean
}

/**
 * Whether the block of this time may have this origin: the parent's or the next, not younger than the
 * block, and not so old that the next one had to be taken. OP specs, batch queue, epoch and drift rules.
 */
export function epochOf(
  rollup: RollupConfig,
  parent: BlockOrigin,
  time: number,
  { header, next }: OriginFacts,
): Epoch | NoAttributes {
  const wrong = flawOfLink(parent, header) ?? flawOfTime(time, header)
  if (wrong !== null) return wrong
  const isPastDrift = time > header.timestamp + sequencerDriftSeconds(rollup, header.timestamp)
  if (header.number !== parent.origin.number) return { kind: 'epoch', sequenceNumber: 0, isPastDrift }
  if (isPastDrift && next === null) return { kind: 'needs-next-origin' }
  if (isPastDrift && next !== null && time >= next.timestamp) return tooOld(header, next)
  return { kind: 'epoch', sequenceNumber: parent.sequenceNumber + 1, isPastDrift }
}

function flawOfLink({ origin }: BlockOrigin, header: SealedHeader): WrongOrigin | null {
  const advance = header.number - origin.number
  if (advance === 0) {
    return header.hash === origin.hash ? null : wrong('l1Origin.hash', origin.hash, header.hash)
  }
  if (advance === 1) {
    return header.parentHash === origin.hash
      ? null
      : wrong('l1Origin.parentHash', origin.hash, header.parentHash)
  }
  return wrong('l1Origin', `L1 block ${origin.number} or ${origin.number + 1}`, `L1 block ${header.number}`)
}

function flawOfTime(time: number, { timestamp }: SealedHeader): WrongOrigin | null {
  return timestamp <= time ? null : wrong('l1Origin.timestamp', `at most ${time}`, timestamp)
}

function tooOld(header: SealedHeader, next: SealedHeader): WrongOrigin {
  return wrong(
    'l1Origin',
    `L1 block ${next.number}, since the drift from the one before it is exhausted`,
    `L1 block ${header.number}`,
  )
}

function wrong(field: string, expected: Value, seen: Value): WrongOrigin {
  return { kind: 'differs', differences: [{ field, expected: textOf(expected), seen: textOf(seen) }] }
}
