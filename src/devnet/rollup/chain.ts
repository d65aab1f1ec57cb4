import type { BlockRef, Hash } from '../../../machines/values.ts'
import type { L2BlockRef } from '../../ports/rollup-node.ts'
import type { ExecutionPayloadEnvelope } from '../../wire/payload.ts'

/** A sealed block: what the execution clients need and what the rollup node says of it. */
export interface RollupBlock {
  readonly ref: L2BlockRef
  readonly envelope: ExecutionPayloadEnvelope
}

/** One node's view of its chain, genesis to tip. */
export interface RollupChain {
  readonly genesis: L2BlockRef
  readonly tip: () => L2BlockRef
  /** Null above the tip and for heights that were dropped. */
  readonly at: (height: number) => L2BlockRef | null
  /** The blocks above a height, oldest first, at most `limitBlocks`. */
  readonly after: (height: number, limitBlocks: number) => readonly RollupBlock[]
  readonly holds: (block: BlockRef) => boolean
  readonly append: (block: RollupBlock) => void
  /** Drops what is above a height that it holds. */
  readonly rewindTo: (height: number) => void
}

/** Older blocks are dropped; a demonstration of five hours stays below it. */
const heldLimitBlocks = 20_000

export function createChain(genesis: L2BlockRef): RollupChain {
  const blocks = new Map<number, RollupBlock>()
  let tip = genesis
  const at = (height: number) => (height === genesis.number ? genesis : (blocks.get(height)?.ref ?? null))
  return {
    genesis,
    tip: () => tip,
    at,
    after: (height, limitBlocks) => range(blocks, height + 1, Math.min(tip.number, height + limitBlocks)),
    holds: ({ number, hash }) => at(number)?.hash === hash,
    append: (block) => {
      assertChild(block.ref, tip)
      blocks.set(block.ref.number, block)
      blocks.delete(block.ref.number - heldLimitBlocks)
      tip = block.ref
    },
    rewindTo: (height) => {
      const kept = at(height)
      if (kept === null) throw new Error(`the embedded rollup does not hold block ${height}`)
      for (let above = height + 1; above <= tip.number; above++) blocks.delete(above)
      tip = kept
    },
  }
}

function range(blocks: ReadonlyMap<number, RollupBlock>, first: number, last: number): RollupBlock[] {
  const found: RollupBlock[] = []
  for (let height = first; height <= last; height++) {
    const block = blocks.get(height)
    if (block !== undefined) found.push(block)
  }
  return found
}

function assertChild(child: { parentHash: Hash; number: number }, parent: BlockRef): void {
  if (child.parentHash === parent.hash && child.number === parent.number + 1) return
  throw new Error(`block ${child.number} does not extend block ${parent.number} (${parent.hash})`)
}
