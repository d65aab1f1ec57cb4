import type { BlockerCode } from '../../machines/follower/codes.ts'
import type { FollowerContext } from '../../machines/follower/context.ts'
import type { Denial } from '../../machines/follower/facts.ts'
import type { NodeAtPort } from '../../machines/follower/readings.ts'
import type { BlockRef } from '../../machines/values.ts'
import { type Area, areaOf, areas } from './prospects.ts'

/** A part of the follower that has no blocker, and what it last said. */
export interface FineCheck {
  readonly area: Area
  readonly seen: string
}

export function checks(context: FollowerContext, standing: readonly BlockerCode[]): readonly FineCheck[] {
  const troubled = new Set(standing.map(areaOf))
  return areas
    .filter((area) => !troubled.has(area))
    .map((area) => ({ area, seen: seen[area](context) }))
    .filter((check): check is FineCheck => check.seen !== null)
}

/** Null where there is nothing to say. */
const seen: Readonly<Record<Area, (context: FollowerContext) => string | null>> = {
  halt: () => null,
  defect: () => null,
  engine: ({ engine }) => engine.labels && `client head ${block(engine.labels.head)}`,
  derivation: ({ derivation }) => derivation.tip && `derived up to ${block(derivation.tip)}`,
  consolidation: rebuilding,
  replacement: denialsInForce,
  l1: ({ l1 }) =>
    l1.configured && l1.latest !== null
      ? `L1 at ${l1.latest.number}, finalized ${l1.finalized?.number ?? 'nothing yet'}`
      : null,
  attestation: ({ pool, policy }) =>
    `${pool.length} statements held, ${policy.threshold} of ${policy.attesters.length} must agree`,
  gossip: ({ gossip }) => (gossip.peers === 1 ? '1 peer' : `${gossip.peers} peers`),
}

/** Said with the check off as well: nobody should have to guess what a promotion rests on. */
function rebuilding({ consolidation: { enabled, watermark } }: FollowerContext): string | null {
  if (!enabled) return 'off: promotions rest on tier T1, the rollup node’s word'
  if (watermark === null) return null
  return `rebuilt from L1 up to ${block(watermark.block)}; rests on the rollup node still: that batches were posted`
}

/** Below our finalized block nobody can be carried back. */
function denialsInForce({ denials, finalized, engine }: FollowerContext): string | null {
  const inForce = denials.filter(({ number }) => number >= (finalized?.number ?? 0))
  const newest = inForce.at(-1)
  if (newest === undefined) return null
  const more = inForce.length === 1 ? '' : `, and ${inForce.length - 1} before it`
  return `${denial(newest)}${more}; ${offer(engine.node)}`
}

function denial({ number, denied, replacement }: Denial): string {
  return `denied ${number} ${denied} for ${replacement}`
}

/** As far as the rollup node at the engine port handed anything in since the last look. */
function offer({ offered }: NodeAtPort): string {
  return offered === null ? 'nobody offers that branch' : `still offered, last block ${block(offered)}`
}

function block({ number, hash }: BlockRef): string {
  return `${number} ${hash}`
}
