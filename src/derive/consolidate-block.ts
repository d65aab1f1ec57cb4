import type { ExecutionPayloadEnvelope } from '../wire/payload.ts'
import { attributesOf } from './attributes/attributes-of.ts'
import type { NoAttributes } from './attributes/attributes-outcome.ts'
import { differences } from './attributes/differences.ts'
import type { OriginFacts } from './attributes/origin-facts.ts'
import { sequencerDifferences } from './attributes/sequencer-transactions.ts'
import type { Difference } from './difference.ts'
import type { Rules } from './rules.ts'

/** Whether a block is what its parent and its L1 origin make of it, as far as they determine it. */
export type Consolidation =
  | { readonly kind: 'same' }
  /** One at least. */
  | { readonly kind: 'differs'; readonly differences: readonly Difference[] }
  | Exclude<NoAttributes, { readonly kind: 'differs' }>

/**
 * Rebuilds a block on its parent, which is taken as right, with the origin that it names ({@link originOf}),
 * and compares. The transactions of the sequencer are the block's own: that a batch holds them is not shown.
 */
export function consolidateBlock(
  rules: Rules,
  parent: ExecutionPayloadEnvelope,
  block: ExecutionPayloadEnvelope,
  origin: OriginFacts,
): Consolidation {
  const outcome = attributesOf(rules, parent, origin)
  if (outcome.kind !== 'attributes') return outcome
  const { attributes } = outcome
  const found = [
    ...differences(attributes, block),
    ...sequencerDifferences(rules.rollup.forks, attributes.timestamp, block.payload.transactions),
  ]
  return found.length === 0 ? { kind: 'same' } : { kind: 'differs', differences: found }
}
