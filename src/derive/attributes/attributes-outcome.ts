import type { UnknownFork } from '../config/rollup-config.ts'
import type { Difference } from '../difference.ts'
import type { Attributes } from './attributes.ts'

/** What a parent and an origin make of the block between them. */
export type AttributesOutcome =
  | { readonly kind: 'attributes'; readonly attributes: Attributes }
  | NoAttributes

export type NoAttributes =
  | WrongOrigin
  /** Past the sequencer drift, whether a block may keep the origin depends on the L1 block on top of it. */
  | { readonly kind: 'needs-next-origin' }
  /** L1 or the parent says what no block can be derived from. */
  | { readonly kind: 'underivable'; readonly reason: string }
  | ({ readonly kind: 'unknown-fork' } & UnknownFork)

/** No block on this parent may have this origin. */
export interface WrongOrigin {
  readonly kind: 'differs'
  readonly differences: readonly Difference[]
}
