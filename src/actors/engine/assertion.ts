import type { Labels } from '../../../machines/follower/readings.ts'
import { type BlockRef, sameBlock } from '../../../machines/values.ts'

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
  readonly pending: (BlockRef & { readonly finalized: BlockRef | null }) | null
}

export function initialAssertion({ safe, finalized, pending }: InitialAssertion): Assertion {
  const known: Assertion = { safe, finalized, doubt: null }
  if (pending === null) return known
  const { number, hash } = pending
  return doubted(known, { safe: { number, hash }, finalized: pending.finalized ?? finalized })
}

export function certain({ safe, finalized }: Target): Assertion {
  return { safe, finalized, doubt: null }
}

export function doubted(assertion: Assertion, target: Target & { readonly safe: BlockRef }): Assertion {
  const previous = assertion.doubt?.previous ?? { safe: assertion.safe, finalized: assertion.finalized }
  const asked = [...(assertion.doubt?.asked ?? []), target.safe].slice(-askedLimit)
  return { ...target, doubt: { previous, asked } }
}

/** The client shows the target: the command was carried out after all. */
export function confirmed(assertion: Assertion, labels: Labels): Assertion {
  return sameBlock(labels.safe, assertion.safe) ? { ...assertion, doubt: null } : assertion
}

/**
 * The target will not be taken any more, refused or off the canonical chain. What the client shows
 * of what we asked for stands, because it was seen outside; else what stood before.
 */
export function abandoned(assertion: Assertion, labels: Labels): Assertion {
  if (assertion.doubt === null) return assertion
  const { previous, asked } = assertion.doubt
  const shown = asked.find((block) => sameBlock(block, labels.safe)) ?? previous.safe
  const finalized = sameBlock(labels.finalized, assertion.finalized)
    ? assertion.finalized
    : previous.finalized
  return { safe: shown, finalized, doubt: null }
}
