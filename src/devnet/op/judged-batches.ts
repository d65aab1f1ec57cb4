import type { BlockRef, Hash } from '../../../machines/values.ts'
import type { RollupBlock, RollupChain } from '../rollup/chain.ts'

/** What a node knows of blocks besides its own chain. */
export interface BatchJudge {
  /** The block that a batch names by its hash, since our batches hold no more of it. Null when nobody has it. */
  readonly named: (hash: Hash) => RollupBlock | null
  /** Whether the block is invalid, so that its deposits-only reduction is derived in its place. */
  readonly refuses: (block: RollupBlock) => Promise<boolean>
}

/**
 * The blocks that the batches of one L1 block add to the derived chain. In the place of an invalid block
 * stands the one that the node has there, and the rest of its batch is dropped, as since Holocene.
 */
export async function judgedBatches(
  batches: readonly (readonly BlockRef[])[],
  derived: BlockRef,
  chain: RollupChain,
  judge: BatchJudge,
): Promise<readonly BlockRef[]> {
  const taken: BlockRef[] = []
  for (const batch of batches) {
    for (const named of batch) {
      const tip = taken.at(-1) ?? derived
      if (named.number !== tip.number + 1) continue
      if (!chain.holds(named)) {
        const instead = await replacement(named, tip, chain, judge)
        if (instead !== null) taken.push(instead)
        break
      }
      taken.push(named)
    }
  }
  return taken
}

async function replacement(
  { number, hash }: BlockRef,
  tip: BlockRef,
  chain: RollupChain,
  { named, refuses }: BatchJudge,
): Promise<BlockRef | null> {
  const block = named(hash)
  if (block === null || block.ref.parentHash !== tip.hash) return null
  return (await refuses(block)) ? chain.at(number) : null
}
