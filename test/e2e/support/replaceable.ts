import { createExecutionClient } from '../../../src/adapters/execution-client/client.ts'
import { readJwtSecret } from '../../../src/adapters/execution-client/jwt-secret.ts'
import { reductionOf } from '../../../src/adapters/memory/execution-client/built-block.ts'
import type { ExecutionClientPort } from '../../../src/ports/execution-client.ts'
import { attesterKey } from '../../gossip/statements.ts'
import { busy } from './busy.ts'
import type { Block } from './l2.ts'
import { createStockNode, type StockNode } from './stock-node.ts'
import { openStory, type World, type WorldOptions } from './world.ts'

/** A world whose node stands before the engine port, as op-node does, and whose blocks can be reduced. */
export interface Replaceable extends World {
  readonly node: StockNode
  /** What a verifier makes of a block on the node's chain: the same one, with nothing but its deposits. */
  readonly reduced: (number: number) => Block
  /** The sequencer seals so many blocks on top; the node hears them, and their batches are on L1. */
  readonly seal: (parent: Block, count: number) => Promise<readonly Block[]>
  /** Heads that nobody gossips, because they were said long ago: they are there for whoever asks. */
  readonly keep: (blocks: readonly Block[]) => void
}

export interface ReplaceableOptions extends WorldOptions {
  /** Blocks whose batches are on L1 and derived; all of them without this. */
  readonly batched?: number
}

const deadlineMs = 10_000

/** Block 5 is promoted, and the node has derived from batches as far as there are any. */
export async function openReplaceable(options: ReplaceableOptions = {}): Promise<Replaceable> {
  const world = await openStory({
    l2Blocks: 12,
    blockTraits: options.op === undefined ? busy : {},
    ...options,
  })
  const { l2, derivation, hand } = world
  const node = createStockNode({ l2, derivation, engine: await engineAtPort(world) })
  node.batch(l2.above(0).slice(0, options.batched))
  await node.onL1Block()
  await world.attest(l2.at(5))
  await world.promoted(5)
  return {
    ...world,
    node,
    reduced: (number) => {
      const replacement = reductionOf(l2.at(number - 1), l2.at(number))
      l2.expect(replacement)
      return replacement
    },
    seal: async (parent, count) => {
      const blocks = l2.branchOn(parent, count)
      for (const block of blocks) await node.hear(block)
      node.batch(blocks)
      return blocks
    },
    keep: (blocks) => {
      for (const block of blocks) hand.keep(block, { key: attesterKey, l1View: world.view(30) })
    },
  }
}

/** Of the follower that sits there now: with each of its lives the port is another one. */
async function engineAtPort({ seat, jwtSecretPath }: World): Promise<() => ExecutionClientPort> {
  const jwtSecret = await readJwtSecret(jwtSecretPath)
  const clients = new Map<string, ExecutionClientPort>()
  return () => {
    const { url } = seat.occupant().enginePort!
    const client = clients.get(url) ?? createExecutionClient({ url, jwtSecret, deadlineMs })
    clients.set(url, client)
    return client
  }
}
