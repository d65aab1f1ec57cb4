import type { PromotionCause } from '../../../machines/follower/outcomes.ts'
import type { Labels } from '../../../machines/follower/readings.ts'
import { type BlockRef, sameBlock } from '../../../machines/values.ts'
import { admit } from './admission.ts'

/** Labels that were commanded. */
export interface Target {
  readonly safe: BlockRef | null
  readonly finalized: BlockRef | null
}

/**
 * What every forkchoice carries, whoever asks for it. After a command without an answer it is that
 * command's target: whichever of the two the client stands at, asserting the newer one again never
 * takes `safe` back, while asserting the older one might.
 */
export interface Assertion extends Target {
  /** Set while nobody knows whether the client took the last target. */
  readonly doubt: Doubt | null
}

interface Doubt {
  /** The last labels that the client is known to have taken. */
  readonly previous: Target
  /** Every `safe` asked for since, oldest first. */
  readonly asked: readonly BlockRef[]
}

const askedLimit = 16

export interface InitialAssertion extends Target {
  /** A command that the last process sent, perhaps, and never saw answered. */
  readonly pending:
    | (BlockRef & { readonly finalized: BlockRef | null; readonly because: PromotionCause })
    | null
}

export function initialAssertion({ safe, finalized, pending }: InitialAssertion): Assertion {
  const known = certain({ safe, finalized })
  if (pending === null) return known
  const { number, hash, because } = pending
  const admission = admit(known, { safe: { number, hash }, finalized: pending.finalized, because })
  return admission.kind === 'admitted' ? doubted(known, admission) : known
}

export function certain({ safe, finalized }: Target): Assertion {
  return { safe, finalized, doubt: null }
}

export function doubted(
  assertion: Assertion,
  { safe, finalized }: Target & { readonly safe: BlockRef },
): Assertion {
  const previous = assertion.doubt?.previous ?? { safe: assertion.safe, finalized: assertion.finalized }
  const asked = [...(assertion.doubt?.asked ?? []), safe].slice(-askedLimit)
  return { safe, finalized, doubt: { previous, asked } }
}

/** What the client shows ends the doubt, or moves what is known to be taken up to an earlier target. */
export function observed(assertion: Assertion, labels: Labels): Assertion {
  const { safe, doubt } = assertion
  if (doubt === null) return assertion
  if (sameBlock(labels.safe, safe)) return certain(assertion)
  const shown = doubt.asked.find((block) => sameBlock(block, labels.safe))
  if (shown === undefined) return assertion
  return { ...assertion, doubt: { ...doubt, previous: { ...doubt.previous, safe: shown } } }
}

/** The target in doubt will not be taken any more: refused, or off the chain without having become safe. */
export function abandoned(assertion: Assertion): Assertion {
  return assertion.doubt === null ? assertion : certain(assertion.doubt.previous)
}
