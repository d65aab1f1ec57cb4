import type { PaperChain } from '../actors/engine/paper.ts'
import type { ChainReader } from '../ports/chain-reader.ts'
import { isAbsent, type RollupNodePort } from '../ports/rollup-node.ts'

/** Where a paper engine looks: our chain for blocks, the rollup node for what is finalized. */
export function paperChain(chain: ChainReader, node: RollupNodePort): PaperChain {
  return {
    head: chain.head,
    blockAt: chain.blockAt,
    finalized: async (signal) => {
      const status = await node.syncStatus(signal)
      if (status.kind !== 'ok') return status
      const { finalized_l2: finalized } = status.value
      if (!isAbsent(finalized))
        return { kind: 'ok', value: { number: finalized.number, hash: finalized.hash } }
      const genesis = await chain.blockAt(0, signal)
      if (genesis.kind !== 'ok') return genesis
      if (genesis.value !== null) return { kind: 'ok', value: genesis.value }
      return { kind: 'unreachable', detail: `${chain.name} has no genesis block` }
    },
  }
}
