import type { BlockRef, L1View } from '../../../machines/values.ts'
import type { L1BlockRef } from '../../ports/rollup-node.ts'

/** One L1 block as derivation reads it. */
export interface L1Input {
  readonly block: L1BlockRef
  readonly batches: readonly (readonly BlockRef[])[]
}

export interface Derivation {
  /** The newest L1 block that was read; as in every rollup node, readers count it as exclusive. */
  readonly currentL1: L1BlockRef
  readonly localSafe: BlockRef
  readonly finalized: BlockRef
  /** Up to which block each L1 block took the chain; those that are finalized are dropped. */
  readonly steps: readonly { readonly block: BlockRef; readonly l1: L1View }[]
}

export function startDerivation(genesis: BlockRef, l1: L1BlockRef): Derivation {
  return { currentL1: l1, localSafe: genesis, finalized: genesis, steps: [] }
}

/**
 * Takes in the batches of one L1 block. A batch counts as far as it continues the derived chain with
 * blocks that the node holds; the rest is dropped, as a rollup drops batches that do not fit.
 * The caller sees to it that the node has had a chance to hold them.
 */
export function deriveFrom(
  derivation: Derivation,
  { block, batches }: L1Input,
  holds: (block: BlockRef) => boolean,
): Derivation {
  const localSafe = batches.flat().reduce((tip, next) => {
    return next.number === tip.number + 1 && holds(next) ? next : tip
  }, derivation.localSafe)
  if (localSafe === derivation.localSafe) return { ...derivation, currentL1: block }
  const step = { block: localSafe, l1: { number: block.number, hash: block.hash } }
  return { ...derivation, currentL1: block, localSafe, steps: [...derivation.steps, step] }
}

/** Finalized is what was derived from L1 blocks that cannot go away any more. */
export function finalizeWith(derivation: Derivation, l1Finalized: number): Derivation {
  const final = derivation.steps.filter(({ l1 }) => l1.number <= l1Finalized)
  const steps = derivation.steps.slice(final.length)
  return { ...derivation, finalized: final.at(-1)?.block ?? derivation.finalized, steps }
}
