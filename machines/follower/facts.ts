import type { Address, Attestation, BlockRef, CrossSafe, Hash, L1View } from '../values.ts'
import type { PromotionCause } from './outcomes.ts'

/**
 * What must survive a restart. The machine records facts and is started from facts;
 * its snapshots are never stored, because timers do not survive in them.
 */
export type Fact =
  | { readonly kind: 'trusted-base'; readonly block: BlockRef }
  | {
      readonly kind: 'promoted'
      readonly safe: BlockRef
      readonly finalized: BlockRef | null
      readonly l1View: L1View | null
      readonly because: PromotionCause
      readonly tier: Tier
      /** Null for facts older than the machine's first reading. */
      readonly previous: BlockRef | null
    }
  | { readonly kind: 'evidence'; readonly evidence: Evidence }
  | { readonly kind: 'acknowledged'; readonly evidenceId: string }
  | { readonly kind: 'muted'; readonly signer: Address; readonly evidenceId: string }
  /** Why the cross-safe head is withdrawn, before it is: another block is derived in its place. */
  | {
      readonly kind: 'withdrawing'
      readonly block: BlockRef
      readonly derived: Hash
      readonly detail: string
    }
  /** Stored before the branch is left, so that no restart can carry the client back onto it. */
  | { readonly kind: 'denied'; readonly denial: Denial }
  | { readonly kind: 'unexpected'; readonly event: string }
  | { readonly kind: 'defect'; readonly where: string; readonly detail: string }

/** One block of ours that gave way to its deposits-only replacement; its descendants are denied with it. */
export interface Denial {
  readonly number: number
  readonly denied: Hash
  readonly replacement: Hash
}

export type EvidenceKind =
  /** A counted statement contradicts our derivation. */
  | 'mismatch'
  /** One signer, one height, two hashes, L1 views on one chain. */
  | 'equivocation'
  /** A statement at or below the cross-safe head that differs from what is promoted; kept, never acted on. */
  | 'late-conflict'
  /** The chain moved away below our finalized block. */
  | 'below-finalized'

export interface Evidence {
  /** Stable: derived from kind, height and hashes, so the same contradiction is one piece of evidence. */
  readonly id: string
  readonly kind: EvidenceKind
  readonly statements: readonly Attestation[]
  readonly expected: BlockRef | null
  readonly seen: BlockRef
  readonly detail: string
  /** True when it halts the follower until an operator acknowledges it. */
  readonly halts: boolean
}

/**
 * What "derived" rested on when a block was promoted (design §5). 1: the word of the rollup nodes. 2: that, and
 * our own rebuilding of every block up to it from its parent and L1, which leaves one thing to their word:
 * that the batches were posted.
 */
export type Tier = 1 | 2

/** A promoted block with the L1 view under which it was attested, as finality needs it. */
export interface Promotion extends BlockRef {
  readonly l1View: L1View | null
  readonly tier: Tier
}

/** What the follower machine is started from. Reduced from the facts on disk; empty on the first start. */
export interface FollowerFacts {
  readonly trustedBase: BlockRef | null
  readonly crossSafe: CrossSafe | null
  readonly finalized: BlockRef | null
  /** Oldest first, bounded. */
  readonly promotions: readonly Promotion[]
  readonly attestations: readonly Attestation[]
  readonly muted: readonly Address[]
  /** Digest-independent keys of statements an operator discarded, see `statementKey`. */
  readonly discarded: readonly string[]
  /** Oldest first, bounded. */
  readonly denials: readonly Denial[]
  /** Evidence that still halts. */
  readonly openEvidence: Evidence | null
  /** A promotion that was asked for and never confirmed: the process died between command and read-back. */
  readonly pendingPromotion:
    | (BlockRef & {
        readonly finalized: BlockRef | null
        readonly l1View: L1View | null
        readonly because: PromotionCause
        readonly tier: Tier
      })
    | null
}

export const noFacts: FollowerFacts = {
  trustedBase: null,
  crossSafe: null,
  finalized: null,
  promotions: [],
  attestations: [],
  muted: [],
  discarded: [],
  denials: [],
  openEvidence: null,
  pendingPromotion: null,
}

/** Names one statement whatever its copy: who said which hash of which height. */
export function statementKey(a: { signer: Address; number: number; hash: Hash }): string {
  return `${a.signer}:${a.number}:${a.hash}`
}
