/** What the follower's file may hold. Facts that bind (halts, heads, the trusted base) are never dropped. */
export interface FollowerStoreLimits {
  readonly limitJournalRows: number
  readonly limitPromotionRows: number
  readonly limitAttestationRows: number
  /** Raw signed bytes of all attestations together. */
  readonly limitAttestationBytes: number
  /** Signed copies kept of one statement: a head is repeated every few seconds. */
  readonly limitCopiesPerStatement: number
  /** The newest stay: a branch that nobody has offered for so many replacements is not offered again. */
  readonly limitDenialRows: number
  readonly limitEvidenceRows: number
  readonly limitEvidenceBytes: number
}

export const defaultFollowerStoreLimits: FollowerStoreLimits = {
  limitJournalRows: 10_000,
  limitPromotionRows: 256,
  limitAttestationRows: 4_096,
  limitAttestationBytes: 128 * 1024 * 1024,
  limitCopiesPerStatement: 4,
  limitDenialRows: 1_024,
  limitEvidenceRows: 1_024,
  limitEvidenceBytes: 256 * 1024 * 1024,
}
