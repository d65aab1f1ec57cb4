import type { BlockerCode } from '../../machines/follower/codes.ts'
import type { BlockersSince } from './snapshot.ts'

/** Carries the times on: a blocker keeps its first, a new one starts now, one that is gone is forgotten. */
export function blockersSince(
  before: BlockersSince,
  standing: readonly BlockerCode[],
  nowMs: number,
): BlockersSince {
  return Object.fromEntries(standing.map((code) => [code, before[code] ?? nowMs]))
}
