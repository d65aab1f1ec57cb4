import type { BlockRef, Hash, L1View, L1ViewStatus } from '../values.ts'

/**
 * What the polled actors report. A failure is a reading too: expected trouble is data,
 * and an actor that throws is a defect.
 */

/** Why a remote end could not be read or written; the same words for every end. */
export type Trouble =
  | { readonly kind: 'unreachable'; readonly detail: string }
  | { readonly kind: 'timed-out'; readonly detail: string }
  | { readonly kind: 'unauthorized'; readonly detail: string }
  | { readonly kind: 'malformed'; readonly detail: string }
  | { readonly kind: 'refused'; readonly code: number; readonly detail: string }

/** What the derivation reader is asked to look at besides the tips. */
export interface DerivationQuestion {
  readonly crossSafe: BlockRef | null
  /** Recent promotions, oldest first: the newest that still stands is where a withdrawal ends. */
  readonly promotions: readonly BlockRef[]
}

export type DerivationReading =
  | {
      readonly kind: 'agreed'
      /** The highest block that every rollup node derived and that is canonical on our client. */
      readonly localSafe: BlockRef
      /** The rollup node's own finalized block. */
      readonly finalized: BlockRef
      /** The L1 block up to which all rollup nodes have derived, exclusive. */
      readonly currentL1: L1View
      /** Our chain's hash at the height of the question's cross-safe block, when that height is derived; else null. */
      readonly atCrossSafe: Hash | null
      /** The newest promotion of the question that is still on our chain; null when none is. */
      readonly standing: BlockRef | null
    }
  | { readonly kind: 'sources-differ'; readonly detail: string }
  | Trouble

/** How far our chain was rebuilt from L1 and found to be just that (tier T2). */
export interface Watermark {
  readonly block: BlockRef
  /** The L1 origin of that block; null where consolidation begins and nothing was read yet. */
  readonly origin: L1View | null
}

export interface ConsolidationQuestion {
  /** Where consolidation may start from, best first: the watermark, and below it what was promoted. */
  readonly bases: readonly BlockRef[]
  /** Up to here our chain is derived. Null while that is not known. */
  readonly tip: BlockRef | null
}

export type ConsolidationReading =
  | {
      readonly kind: 'consolidated'
      /** Below the tip where there was more than one reading takes. Null where there was no base to start from. */
      readonly watermark: Watermark | null
    }
  | ({
      readonly kind: 'stopped'
      /** What was consolidated before it. */
      readonly watermark: Watermark | null
    } & ConsolidationStop)
  | Trouble

/** Why the block above the watermark is not consolidated, although everybody answers. */
export interface ConsolidationStop {
  readonly reason: StopReason
  readonly at: BlockRef
  readonly detail: string
  readonly expected?: string
  readonly seen?: string
}

type StopReason =
  /** Our block is not what its parent and L1 make of it. */
  | 'differs'
  /** Its L1 origin is not on our L1 chain. */
  | 'origin-orphaned'
  /** Our L1 node has not reached its origin. */
  | 'origin-ahead'
  /** A fork is active there that this version does not know. */
  | 'unknown-fork'
  /** L1 holds what no block can be derived from: a malformed deposit. */
  | 'underivable'

export interface L1Question {
  readonly views: readonly L1View[]
}

export type L1Reading =
  | {
      readonly kind: 'read'
      readonly latest: L1View
      readonly finalized: L1View | null
      /** Status of each view that was asked about, by its hash. */
      readonly views: Readonly<Record<Hash, L1ViewStatus>>
    }
  | Trouble

export interface EngineQuestion {
  readonly crossSafe: BlockRef | null
}

/** The three labels of the execution client; `safe` and `finalized` are null when the client has none yet. */
export interface Labels {
  readonly head: BlockRef
  readonly safe: BlockRef | null
  readonly finalized: BlockRef | null
}

/** What the rollup node at the engine port does about denied branches. */
export interface NodeAtPort {
  /** The head of its last forkchoice has a denied ancestor: it was refused, and the node has to reset. */
  readonly onDeniedBranch: boolean
  /** The last block of a denied branch that it handed in since the last reading; some peer still offers it. */
  readonly offered: BlockRef | null
}

export type EngineReading =
  | ({
      readonly kind: 'labels'
      /** True when the client's safe block is an ancestor of, or equal to, the asked cross-safe block. */
      readonly safeIsOurs: boolean
      readonly node: NodeAtPort
    } & Labels)
  | { readonly kind: 'syncing'; readonly detail: string }
  | Trouble
