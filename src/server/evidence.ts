import type { EvidenceKind } from '../../machines/follower/facts.ts'
import type { EvidenceBundle } from '../ports/store.ts'

/** A piece of evidence with everything it takes to check its signatures elsewhere, years later. */
export interface EvidenceFile extends EvidenceBundle {
  readonly format: 'op-follower-evidence-1'
  readonly chainId: number
}

export interface EvidenceSummary {
  readonly id: string
  readonly kind: EvidenceKind
  readonly detail: string
  readonly halts: boolean
  readonly recordedAtMs: number
  readonly acknowledgedAtMs: number | null
}

export function evidenceFile(bundle: EvidenceBundle, { chainId }: { chainId: number }): EvidenceFile {
  return { format: 'op-follower-evidence-1', chainId, ...bundle }
}

export function evidenceSummary({
  evidence,
  recordedAtMs,
  acknowledgedAtMs,
}: EvidenceBundle): EvidenceSummary {
  const { id, kind, detail, halts } = evidence
  return { id, kind, detail, halts, recordedAtMs, acknowledgedAtMs }
}
