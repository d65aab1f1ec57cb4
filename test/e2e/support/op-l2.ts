import type { BlockTraits } from '../../../src/adapters/memory/execution-client/blocks.ts'
import type { OpBlockTraits, OpChain } from '../../../src/testing/op-chain.ts'
import { createL2, type L2 } from './l2.ts'

const transfer = Uint8Array.of(0x02, 0xc0)

/** The L2 chain of a story as L1 makes it: every block has its deposits, and a transfer to lose. */
export function createOpL2({ genesis, blockOn }: OpChain, traits: OpBlockTraits = {}): L2 {
  const seal = (parent: Parameters<typeof blockOn>[0], own: BlockTraits) =>
    blockOn(parent, { sequenced: [transfer], ...own })
  return createL2(traits, genesis, seal)
}
