import type { RollupChain } from './chain.ts'
import type { L1Chain } from './l1-chain.ts'

const batchBlocks = 3

/** Posts the sealed blocks to L1, so many at a time. */
export function createBatcher(chain: RollupChain, l1: L1Chain): { readonly postDue: () => Promise<void> } {
  let posted = chain.genesis.number
  return {
    postDue: async () => {
      const due = chain.after(posted, batchBlocks)
      if (due.length < batchBlocks) return
      await l1.postBatch(due.map(({ ref }) => ref))
      posted += due.length
    },
  }
}
