import type { RollupChain } from './chain.ts'
import type { L1Chain } from './l1-chain.ts'

const batchBlocks = 3

/** Posts the sealed blocks to L1, so many at a time. */
export interface Batcher {
  readonly postDue: () => Promise<void>
  /** What is above this height is posted again: it is another chain now, or L1 has lost it. */
  readonly goOnFrom: (height: number) => void
}

export function createBatcher(chain: RollupChain, l1: L1Chain): Batcher {
  let posted = chain.genesis.number
  return {
    postDue: async () => {
      const due = chain.after(posted, batchBlocks)
      if (due.length < batchBlocks) return
      await l1.postBatch(due.map(({ ref }) => ref))
      posted += due.length
    },
    goOnFrom: (height) => {
      posted = height
    },
  }
}
