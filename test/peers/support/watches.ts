import type { OpGeth } from '../../../src/devnet/stock/op-geth.ts'
import type { OpNode } from '../../../src/devnet/stock/op-node.ts'
import { type Watch, watchHeads } from './watch.ts'

const clientLabels = ['latest', 'safe', 'finalized'] as const

/** What a client calls its heads, asked past everybody. */
export type ClientWatch = Watch<(typeof clientLabels)[number]>

export function watchClient({ block }: OpGeth): ClientWatch {
  return watchHeads(clientLabels, async () => {
    const [latest, safe, finalized] = await Promise.all(clientLabels.map(block))
    return { latest: latest!, safe: safe!, finalized: finalized! }
  })
}

/** How far a node has derived, by its own word. */
export type NodeWatch = Watch<'derived'>

export function watchNode({ status }: OpNode): NodeWatch {
  return watchHeads(['derived'], async () => {
    const seen = await status()
    return seen === null ? null : { derived: seen.local_safe_l2 }
  })
}
