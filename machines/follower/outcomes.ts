import type { Attestation, BlockRef, Hash, L1View, L1ViewStatus } from '../values.ts'
import type { Labels, Trouble } from './readings.ts'

/** Inputs and outcomes of the actors that the follower machine invokes. All plain data. */

export interface ExamineInput {
  readonly target: BlockRef
  /** Every statement held at the target's height, the target's and its rivals'. */
  readonly statements: readonly Attestation[]
  readonly crossSafe: BlockRef | null
  readonly trustedBase: BlockRef | null
  /**
   * Our chain was rebuilt from L1 up to here, and a target on a chain that does not lead through it is not
   * derived. Null with the L1 check off, and for a doubted cross-safe head: where our chain leads now is the question.
   */
  readonly consolidated: BlockRef | null
}

export type ExamineOutcome =
  /** The target is on the locally derived chain (tier T1: read L, N, L). */
  | ({ readonly kind: 'derived' } & ViewsSeen)
  /** Our chain has another block at the target's height. */
  | ({
      readonly kind: 'differs'
      readonly localHash: Hash
      /** The local hash was read twice and is linked by parent hashes to our head. */
      readonly linked: boolean
      /** Our derivation has passed this L1 block (exclusive). */
      readonly derivedPastL1: number
      /**
       * What our block becomes with nothing but its deposits, when that was built and is not the
       * attested one. Null where it was not built: only right above the cross-safe head can it be.
       */
      readonly reduction: Hash | null
      /** Of a doubted cross-safe head: the L1 origin it had, and what L1 says of that now. Absent where not known. */
      readonly origin?: { readonly block: L1View; readonly status: L1ViewStatus }
      /** What of the attested block is not as the reduction, field by field; null where we do not hold it whole. */
      readonly flaw: string | null
    } & ViewsSeen)
  /** Our block, right above the cross-safe head, reduced to its deposits is the attested one. */
  | ({ readonly kind: 'replacement'; readonly at: BlockRef; readonly denied: Hash } & ViewsSeen)
  /** The height is not derived, or moved while it was read. */
  | ({ readonly kind: 'not-derived'; readonly detail: string } & ViewsSeen)
  /** Our block differs, and its reduction could not be built: nothing is known of the attested one. */
  | ({ readonly kind: 'not-reduced'; readonly trouble: Trouble } & ViewsSeen)
  | { readonly kind: 'sources-differ'; readonly detail: string }
  | Trouble

interface ViewsSeen {
  /** L1 status of every view named by the statements, by L1 hash. Empty when no L1 is configured. */
  readonly views: Readonly<Record<Hash, L1ViewStatus>>
}

/** Why a forkchoice is sent. `reassert`, `anchor` and `withdrawal` never raise `safe`. */
export type PromotionCause = 'attested' | 'replacement' | 'finality' | 'reassert' | 'anchor' | 'withdrawal'

export interface CommandInput {
  readonly safe: BlockRef
  readonly finalized: BlockRef | null
  readonly because: PromotionCause
}

export type CommandOutcome =
  | { readonly kind: 'valid' }
  | { readonly kind: 'syncing' }
  | { readonly kind: 'invalid'; readonly detail: string }
  /** JSON-RPC -38002: the client does not accept this safe or finalized under its head. */
  | { readonly kind: 'forkchoice-refused'; readonly detail: string }
  /** Timed out or cut off: it may have taken effect, so only a read-back can tell. */
  | { readonly kind: 'unknown'; readonly detail: string }
  | Trouble

export type ReadBackOutcome = ({ readonly kind: 'labels' } & Labels) | Trouble

export interface ReplaceInput {
  /** The attested block, which is the deposits-only reduction of `denied`. */
  readonly at: BlockRef
  /** Our block at the same height, on the same parent. */
  readonly denied: Hash
}

export type ReplaceOutcome =
  | { readonly kind: 'replaced'; readonly head: BlockRef }
  /** The client built another block this time, or calls the built one invalid. */
  | { readonly kind: 'not-the-attested'; readonly detail: string }
  /** The payload could not be built or imported. */
  | Trouble
