import { blockers } from '../../machines/follower/blockers.ts'
import type { BlockerCode } from '../../machines/follower/codes.ts'
import type { FollowerSnapshot } from './snapshot.ts'

/** May this node's `safe` be served? `/readyz` answers it. */
export interface Readiness {
  readonly ready: boolean
  /** What stands in the way of readiness. */
  readonly because: readonly BlockerCode[]
  /** Everything that stands in the way of the next promotion, harmless or not. */
  readonly blockers: readonly BlockerCode[]
}

/** A blocker younger than this does not count, so that a probe does not flap with every hiccup. */
const patienceMs = 30_000

/**
 * A function of what is seen now; nothing is remembered, so nothing can stick. In shadow mode
 * nobody is served a `safe` by us, and blocked promotions are no reason to be restarted.
 */
export function readiness(snapshot: FollowerSnapshot): Readiness {
  const codes = blockers(snapshot.context).map(({ code }) => code)
  const because = snapshot.mode === 'shadow' ? [] : codes.filter((code) => isSerious(code, snapshot))
  return { ready: because.length === 0, because, blockers: codes }
}

function isSerious(code: BlockerCode, { blockersSinceMs, nowMs }: FollowerSnapshot): boolean {
  if (passing.includes(code)) return false
  return code.startsWith('halt/') || nowMs - (blockersSinceMs[code] ?? nowMs) >= patienceMs
}

/** These come and go between two blocks of a chain that is well. */
const passing: readonly BlockerCode[] = [
  'attestation/missing',
  'attestation/quorum-missing',
  'derivation/behind',
  'derivation/not-derived',
  'consolidation/behind',
  'consolidation/origin-ahead',
  'replacement/derivation-waits',
  'l1/view-ahead',
]
