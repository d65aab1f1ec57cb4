import type { BlockRef } from '../../machines/values.ts'
import {
  createMemoryExecutionClient,
  type MemoryExecutionClient,
} from '../../src/adapters/memory/execution-client/client.ts'
import { createMemoryL1, type MemoryL1 } from '../../src/adapters/memory/l1.ts'
import { createMemoryRollupNode, type MemoryRollupNode } from '../../src/adapters/memory/rollup-node.ts'
import type { L1BlockRef } from '../../src/ports/rollup-node.ts'
import { createL2, type L2 } from './l2.ts'

/** The nodes and clients of attester and follower, on one L2 over one L1. */
export interface Rollup {
  readonly l1: MemoryL1
  readonly l2: L2
  /** The attester's node, which verifies, and its client. */
  readonly source: MemoryRollupNode
  readonly sourceClient: MemoryExecutionClient
  /** The follower's node, and the client that stands behind the follower's gate. */
  readonly node: MemoryRollupNode
  readonly client: MemoryExecutionClient
  readonly grow: () => void
  /** Both nodes reach the end of the chain as it is. */
  readonly catchUp: () => void
  /** The source names another block at this height as cross-safe, and its client has that branch. */
  readonly turn: (number: number) => BlockRef
  readonly turnBack: () => void
  /** The source's block at this height, and all above, gave way to a replacement. The node does not know yet. */
  readonly replace: (number: number) => BlockRef
  /** The node is on the replacement as well, and the chain grows from there. */
  readonly comeOver: (number: number) => void
  /** What the source saw of L1 last is replaced by a longer branch, and the source has seen that. */
  readonly reorgL1: () => void
}

/** Blocks by which the heads follow one another. The follower derives later than the attester attests. */
export const lag = { crossSafe: 2, localSafe: 3, finalized: 10, l1Finalized: 4 }

export function createRollup(): Rollup {
  const l1 = createMemoryL1()
  const l2 = createL2()
  const source = createMemoryRollupNode({ chain: l2.chain, verifies: true })
  const node = createMemoryRollupNode({ chain: l2.chain })
  const sourceClient = createMemoryExecutionClient({ genesis: l2.genesis })
  const client = createMemoryExecutionClient({ genesis: l2.genesis })
  const parts = { l1, l2, source, sourceClient, node, client }
  return {
    ...parts,
    grow: () => grow(parts),
    catchUp: () => {
      const { number } = l2.chain.head()
      source.verify(number)
      node.derive(number)
    },
    turn: (number) => turnTo(parts, l2.chain.fork(number, 'rival').at(number)!),
    replace: (number) => turnTo(parts, l2.reduce(number)),
    comeOver: (number) => {
      l2.replace(number)
      source.report({})
      source.derive(number)
      source.verify(number)
      node.derive(number)
    },
    turnBack: () => {
      source.report({})
      sourceClient.control.foreignMove({ head: l2.chain.head().hash })
    },
    reorgL1: () => {
      const { number } = source.status().current_l1
      source.readL1(l1.chain.reorg(number, 'another', number + 1))
    },
  }
}

type Parts = Pick<Rollup, 'l1' | 'l2' | 'source' | 'sourceClient' | 'node' | 'client'>

function turnTo({ l2, source, sourceClient }: Parts, block: L1BlockRef): BlockRef {
  const { number, hash } = block
  sourceClient.control.addBlocks([l2.payload(hash)])
  sourceClient.control.foreignMove({ head: hash })
  source.report({ safe_l2: { ...source.refAt(number)!, ...block } })
  return { number, hash }
}

/** One block more. The follower's client is told of it by the follower's node alone. */
function grow({ l1, l2, source, sourceClient, node, client }: Parts): void {
  const { number, hash } = l2.chain.extend()
  if (number % 2 === 0) l1.chain.extend()
  for (const each of [sourceClient, client]) each.control.addBlocks([l2.payload(hash)])
  sourceClient.control.foreignMove({ head: hash })
  l1.finalize(Math.max(0, l1.chain.head().number - lag.l1Finalized))
  for (const each of [source, node]) each.readL1(l1.chain.head())
  for (const each of [source, node]) each.finalize(Math.max(0, number - lag.finalized))
  source.derive(number)
  source.verify(Math.max(0, number - lag.crossSafe))
  node.derive(Math.max(0, number - lag.localSafe))
}
