import { blockers } from './blockers.ts'
import type { BlockerCode } from './codes.ts'
import type { FollowerContext } from './context.ts'
import { duty } from './duty.ts'

/** The states that `deciding` leads to. */
export type Situation =
  | 'haltedOnMismatch'
  | 'syncing'
  | 'holding'
  | 'promoting'
  | 'consolidating'
  | 'awaitingDerivation'
  | 'awaitingAttestation'

/**
 * Which situation the facts put us in. Exactly one: the statechart leaves an idle state
 * when this names another, so no state can contradict the list that `explain` prints.
 */
export function situation(context: FollowerContext): Situation {
  const codes = blockers(context).map((blocker) => blocker.code)
  if (context.openEvidence !== null) return 'haltedOnMismatch'
  if (codes.some((code) => code.endsWith('/not-read') || code === 'engine/syncing')) {
    return canAnchor(context) ? 'promoting' : 'syncing'
  }
  if (duty(context) !== null && !codes.some((code) => code === 'engine/foreign-writer')) return 'promoting'
  if (codes.length === 0) return 'consolidating'
  if (codes.every((code) => derivationWaits.includes(code))) return 'awaitingDerivation'
  const onlyAttestationMissing = codes.every(
    (code) => code.startsWith('attestation/') || code.startsWith('gossip/') || derivationWaits.includes(code),
  )
  return onlyAttestationMissing && !codes.some((code) => attestersDisagree.includes(code))
    ? 'awaitingAttestation'
    : 'holding'
}

const derivationWaits: readonly BlockerCode[] = [
  'derivation/behind',
  'consolidation/behind',
  'replacement/derivation-waits',
]

/** With each other, or with us; more of the same does not end it by itself. */
const attestersDisagree: readonly BlockerCode[] = ['attestation/quorum-split', 'attestation/gap']

/** The anchor needs nothing but the client: a first start must not leave an unattested `safe` standing. */
function canAnchor(context: FollowerContext): boolean {
  return duty(context)?.because === 'anchor'
}
