import type { Trouble } from '../follower/readings.ts'
import type { BlockRef, Hash, L1View, L1ViewStatus } from '../values.ts'

/** Inputs and outcomes of the actors that the attester invokes. All plain data. */

/** A cross-safe block as the source named it, with the L1 block up to which the same answer had looked. */
export interface SafeHead extends BlockRef {
  readonly parentHash: Hash
  readonly timestamp: number
  readonly l1View: L1View
}

/** The statement that is made of a block: it is cross-safe, as far as L1 was seen. */
export interface Statement extends BlockRef {
  readonly l1View: L1View
}

/** `newest` is a cross-safe head not announced yet, `older` one below it after a gap, `repeat` the newest again. */
export type Occasion = 'newest' | 'older' | 'repeat'

export interface Work extends Statement {
  readonly occasion: Occasion
  /** Null until the block was fetched, for an older one: only its hash is known from its child. */
  readonly timestamp: number | null
  readonly parentHash: Hash | null
}

export type CheckSourceOutcome = { readonly kind: 'checked'; readonly verifies: boolean } | Trouble

export type PollOutcome =
  | { readonly kind: 'head'; readonly head: SafeHead }
  /** The source has no cross-safe head or no L1 view, as after a reset: nothing is ever signed from that. */
  | { readonly kind: 'nothing-yet'; readonly detail: string }
  | Trouble

/** A statement of our own that cannot be true together with the one that is asked for. */
export interface Rival extends Statement {
  /** What our L1 says of its view; null without an L1. */
  readonly viewStatus: L1ViewStatus | null
}

export type ExamineOutcome =
  | {
      readonly kind: 'examined'
      readonly rivals: readonly Rival[]
      /** Of the statement's own view. Null without an L1, and when there is no rival to weigh it against. */
      readonly viewStatus: L1ViewStatus | null
      /** The height's intents were dropped for room, so nobody can tell what was signed there. */
      readonly forgotten: boolean
    }
  | { readonly kind: 'missing'; readonly detail: string }
  | Trouble

export type FetchOutcome =
  | { readonly kind: 'fetched'; readonly timestamp: number; readonly parentHash: Hash }
  | { readonly kind: 'missing'; readonly detail: string }
  | Trouble

/** A store that fails throws: then nothing may be signed, and it is a defect for the operator. */
export interface IntendOutcome {
  readonly kind: 'intended'
}

export type SignOutcome = { readonly kind: 'signed'; readonly issuedAtMs: number } | Trouble

export type PublishingOutcome =
  /** The head reached somebody. What went wrong with the block beside it is told, and not tried again. */
  | { readonly kind: 'reached'; readonly recipients: number; readonly problems: readonly string[] }
  | { readonly kind: 'unpublished'; readonly detail: string }
