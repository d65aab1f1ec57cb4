import { type BlockRef, sameBlock } from '../values.ts'
import type { Blocker } from './blockers.ts'
import type { BlockerCode } from './codes.ts'
import type { FollowerContext } from './context.ts'
import { denialAtCrossSafe } from './denials.ts'

/** What stands in the way for a while after a block was replaced: usual troubles, by names that say why. */

type Reason = Pick<Blocker, 'code' | 'detail'>

export function codeOfLowHead(context: FollowerContext): BlockerCode {
  return denialAtCrossSafe(context) === null ? 'engine/behind' : 'replacement/lost'
}

/** While the cross-safe head is a replacement, a node that lies elsewhere has not come over to it. */
export function hasToReset(context: FollowerContext): boolean {
  return context.engine.node.onDeniedBranch || denialAtCrossSafe(context) !== null
}

export function nodeNotReset({ crossSafe }: FollowerContext, detail: string): Blocker {
  return {
    code: 'replacement/node-not-reset',
    detail,
    expected: `a chain through ${crossSafe?.number} ${crossSafe?.hash}`,
  }
}

/** Where the derivation is in trouble, that says it already. */
export function refusedNodeBlockers(context: FollowerContext): readonly Blocker[] {
  const { engine, derivation } = context
  if (!engine.node.onDeniedBranch || derivation.trouble !== null) return []
  return [nodeNotReset(context, 'the head of its last forkchoice lies on a denied branch, and was refused')]
}

export function whyDerivationWaits(context: FollowerContext, tip: BlockRef): Reason {
  return (
    standstill(context, tip) ?? {
      code: 'derivation/behind',
      detail: 'attested, waiting for our own derivation',
    }
  )
}

/**
 * A verifier derives as we do: while the sequencer goes on with the denied branch, nothing is attested
 * above the replacement either, and that is why.
 */
export function whyNothingIsAttested(context: FollowerContext): readonly Blocker[] {
  const { tip } = context.derivation
  const reason = tip === null ? null : standstill(context, tip)
  return reason === null ? [] : [reason]
}

function standstill(context: FollowerContext, tip: BlockRef): Reason | null {
  if (denialAtCrossSafe(context) === null || !sameBlock(tip, context.crossSafe)) return null
  return { code: 'replacement/derivation-waits', detail: `nothing is derived above it; ${offerOf(context)}` }
}

function offerOf({ engine: { node } }: FollowerContext): string {
  return node.offered === null
    ? 'no block of the denied branch was offered since the last look'
    : `the denied branch is still offered, last block ${node.offered.number} ${node.offered.hash}`
}
