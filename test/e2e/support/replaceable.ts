import { createExecutionClient } from '../../../src/adapters/execution-client/client.ts'
import { readJwtSecret } from '../../../src/adapters/execution-client/jwt-secret.ts'
import { reductionOf } from '../../../src/adapters/memory/execution-client/built-block.ts'
import type { ExecutionClientPort } from '../../../src/ports/execution-client.ts'
import { busy } from './busy.ts'
import type { Block } from './l2.ts'
import { createStockNode, type StockNode } from './stock-node.ts'
import { openStory, type World, type WorldOptions } from './world.ts'

/** A world whose node stands before the engine port, as op-node does, and whose blocks can be reduced. */
export interface Replaceable extends World {
  readonly node: StockNode
  /** What a verifier makes of a block on the node's chain: the same one, with nothing but its deposits. */
  readonly reduced: (number: number) => Block
  /** The sequencer seals so many blocks on top, its node hears them, and batches of them are on L1. */
  readonly seal: (parent: Block, count: number) => Promise<readonly Block[]>
}

const deadlineMs = 10_000

/** The node has derived all blocks that there are, from their batches. */
export async function openReplaceable(options: WorldOptions = {}): Promise<Replaceable> {
  const world = await openStory({ l2Blocks: 12, blockTraits: busy, ...options })
  const { l2, derivation } = world
  const engine = await engineBehindPort(world)
  const node = createStockNode({ l2, derivation, engine })
  node.batch(l2.above(0))
  await node.onL1Block()
  const hearAll = async (blocks: readonly Block[]) => {
    for (const block of blocks) await node.hear(block)
  }
  return {
    ...world,
    node,
    reduced: (number) => {
      const block = reductionOf(l2.at(number - 1), l2.at(number))
      l2.expect(block)
      return block
    },
    seal: async (parent, count) => {
      const blocks = l2.branchOn(parent, count)
      await hearAll(blocks)
      node.batch(blocks)
      return blocks
    },
  }
}

/** At the port of the follower that sits there now. */
async function engineBehindPort({ seat, jwtSecretPath }: World): Promise<() => ExecutionClientPort> {
  const jwtSecret = await readJwtSecret(jwtSecretPath)
  const open = new Map<string, ExecutionClientPort>()
  return () => {
    const { url } = seat.occupant().enginePort!
    const client = open.get(url) ?? createExecutionClient({ url, jwtSecret, deadlineMs })
    open.set(url, client)
    return client
  }
}
