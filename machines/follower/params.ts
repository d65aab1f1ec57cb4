import type { Attestation } from '../values.ts'
import type { FollowerContext } from './context.ts'
import type { Evidence, Fact } from './facts.ts'
import { judge } from './judge.ts'
import { lateConflict } from './notes.ts'
import type { ExamineOutcome } from './outcomes.ts'
import { explanation } from './withdrawal.ts'

/** What the chart hands from its events to its named guards and actions. */

export function attestationOf<E extends { attestation: Attestation }>({ event }: { event: E }) {
  return { attestation: event.attestation }
}

export function readingOf<Reading>({ event }: { event: { reading: Reading } }) {
  return { reading: event.reading }
}

export function outcomeOf<Outcome>({ event }: { event: { output: Outcome } }) {
  return { outcome: event.output }
}

export function gossipOf({ event }: { event: { peers: number; trouble: string | null } }) {
  return { peers: event.peers, trouble: event.trouble }
}

export function promotedFact({ context: { pending, crossSafe } }: { context: FollowerContext }): {
  fact: Fact
} {
  if (pending === null) return { fact: { kind: 'defect', where: 'promoting', detail: 'nothing was pending' } }
  const { safe, finalized, l1View, because, tier } = pending
  const previous = crossSafe === null ? null : { number: crossSafe.number, hash: crossSafe.hash }
  return { fact: { kind: 'promoted', safe, finalized, l1View, because, tier, previous } }
}

export function lateConflictFact(scope: { context: FollowerContext; event: { attestation: Attestation } }): {
  fact: Fact
} {
  return { fact: evidenceFact(lateConflict(scope.context, scope.event.attestation), 'attestation.accepted') }
}

export function judgedEvidence(scope: Judged): { evidence: Evidence | null } {
  const judgement = judge(scope.context, scope.event.output)
  return { evidence: judgement.kind === 'halt' || judgement.kind === 'mute' ? judgement.evidence : null }
}

export function judgedEvidenceFact(scope: Judged): { fact: Fact } {
  return { fact: evidenceFact(judgedEvidence(scope).evidence, 'consolidating') }
}

export function mutedFact({ context, event }: Judged): { fact: Fact } {
  const judgement = judge(context, event.output)
  if (judgement.kind !== 'mute') return { fact: evidenceFact(null, 'consolidating') }
  return { fact: { kind: 'muted', signer: judgement.signer, evidenceId: judgement.evidence.id } }
}

export function withdrawingFact({ context: { examined }, event: { output } }: Judged): { fact: Fact } {
  if (examined === null || output.kind !== 'differs') return { fact: evidenceFact(null, 'consolidating') }
  const { localHash: derived } = output
  return { fact: { kind: 'withdrawing', block: examined, derived, detail: explanation(output) } }
}

export function acknowledgedFact({ context }: { context: FollowerContext }): { fact: Fact } {
  return { fact: { kind: 'acknowledged', evidenceId: context.openEvidence?.id ?? '' } }
}

export function unexpectedFact({ event }: { event: { type: string } }): { fact: Fact } {
  return { fact: { kind: 'unexpected', event: event.type } }
}

export function defectFact(where: string) {
  return ({ event }: { event: { error: unknown } }): { fact: Fact } => ({
    fact: {
      kind: 'defect',
      where,
      detail: event.error instanceof Error ? event.error.message : String(event.error),
    },
  })
}

type Judged = { context: FollowerContext; event: { output: ExamineOutcome } }

function evidenceFact(evidence: Evidence | null, where: string): Fact {
  return evidence === null
    ? { kind: 'defect', where, detail: 'no evidence to keep' }
    : { kind: 'evidence', evidence }
}
