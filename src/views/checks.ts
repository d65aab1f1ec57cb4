import type { BlockerCode } from '../../machines/follower/codes.ts'
import type { FollowerContext } from '../../machines/follower/context.ts'
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
  l1: ({ l1 }) =>
    l1.configured && l1.latest !== null
      ? `L1 at ${l1.latest.number}, finalized ${l1.finalized?.number ?? 'nothing yet'}`
      : null,
  attestation: ({ pool, policy }) =>
    `${pool.length} statements held, ${policy.threshold} of ${policy.attesters.length} must agree`,
  gossip: ({ gossip }) => (gossip.peers === 1 ? '1 peer' : `${gossip.peers} peers`),
}

function block({ number, hash }: BlockRef): string {
  return `${number} ${hash}`
}
