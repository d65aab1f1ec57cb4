import { expect, it } from 'vitest'
import { createOpDerivingNode } from '../../../src/devnet/op/deriving-node.ts'
import { createChain, type RollupBlock } from '../../../src/devnet/rollup/chain.ts'
import type { L1Chain } from '../../../src/devnet/rollup/l1-chain.ts'
import { l1At, l2Genesis, on } from './blocks.ts'

it('derives what the batches name', async () => {
  const { node, l1, blocks } = stage(3)
  l1.grow(blocks)
  await node.advance()
  expect(node.localSafe()).toEqual(blocks.at(-1)!.ref)
  expect(statusOf(node).current_l1.number).toBe(1)
})

it('goes back to the last block that still has its origin when L1 reorganises, and derives anew', async () => {
  const { node, chain, l1, blocks, reorgs } = stage(3)
  l1.grow([])
  l1.grow(blocks)
  await node.advance()
  l1.reorganise(2)
  l1.grow([])
  await node.advance()
  expect(chain.tip()).toEqual(blocks[0]!.ref)
  expect(node.localSafe().number).toBe(0)
  expect(reorgs()).toBe(1)
  l1.grow([blocks[0]!])
  await node.advance()
  expect(node.localSafe()).toEqual(blocks[0]!.ref)
})

it('keeps its unsafe chain when L1 has lost only a batch', async () => {
  const { node, chain, l1, blocks } = stage(1)
  l1.grow([])
  l1.grow(blocks)
  await node.advance()
  l1.reorganise(2)
  await node.advance()
  expect(chain.tip()).toEqual(blocks[0]!.ref)
  expect(node.localSafe().number).toBe(0)
})

it('begins after a reset at what is final, and takes the replacement of what was found invalid', async () => {
  const { node, chain, l1, blocks, refused } = stage(2)
  const [first, invalid] = blocks as [RollupBlock, RollupBlock]
  l1.grow([first])
  l1.grow([invalid])
  l1.finalize(1)
  await node.advance()
  expect(node.localSafe()).toEqual(invalid.ref)
  const reduced = on(first, l1At(2), 'reduced')
  refused.add(invalid)
  chain.rewindTo(1)
  await node.reset()
  expect(node.localSafe()).toEqual(first.ref)
  await node.advance()
  expect(node.localSafe(), 'while the replacement is on its way').toEqual(first.ref)
  chain.append(reduced)
  await node.advance()
  expect(node.localSafe()).toEqual(reduced.ref)
})

/** A node that holds so many blocks, each with an L1 block of its own as origin. */
function stage(length: number) {
  const genesis = l2Genesis()
  const chain = createChain(genesis.ref)
  const blocks: RollupBlock[] = []
  for (let height = 1; height <= length; height++) {
    blocks.push(on(blocks.at(-1) ?? genesis, l1At(height)))
    chain.append(blocks.at(-1)!)
  }
  const refused = new Set<RollupBlock>()
  const l1 = scriptedL1()
  let reorgs = 0
  const node = createOpDerivingNode({
    chain,
    l1: l1.chain,
    l1Genesis: l1At(0),
    confirmationDepth: 0,
    judge: {
      named: (hash) => blocks.find(({ ref }) => ref.hash === hash) ?? null,
      refuses: async (block) => refused.has(block),
    },
    onReorg: () => {
      reorgs += 1
    },
  })
  return { node, chain, l1, blocks, refused, reorgs: () => reorgs }
}

/** An L1 whose blocks are told by height and branch; origins ahead of its tip are taken as canonical ones. */
function scriptedL1() {
  const batches: RollupBlock[][] = [[]]
  let forkedFrom = Number.POSITIVE_INFINITY
  let finalized = 0
  const blockAt = (height: number) => {
    if (height < forkedFrom) return l1At(height)
    const parentHash = height === forkedFrom ? l1At(height - 1).hash : l1At(height - 1, 'b').hash
    return { ...l1At(height, 'b'), parentHash }
  }
  const chain: L1Chain = {
    heads: async () => {
      const latest = blockAt(batches.length - 1)
      return { latest, safe: latest, finalized: blockAt(finalized) }
    },
    origin: async (height) => ({ ...blockAt(height), randomness: blockAt(height).hash }),
    input: async (height) => {
      const batch = batches[height]
      return batch === undefined ? null : { block: blockAt(height), batches: [batch.map(({ ref }) => ref)] }
    },
    postBatch: async () => undefined,
  }
  return {
    chain,
    grow: (batch: readonly RollupBlock[]) => void batches.push([...batch]),
    /** From this height on there are other blocks, and none yet above it. */
    reorganise: (from: number) => {
      forkedFrom = from
      batches.splice(from)
      batches.push([])
    },
    finalize: (height: number) => {
      finalized = height
    },
  }
}

function statusOf(node: ReturnType<typeof createOpDerivingNode>) {
  return node.status({ safe: node.localSafe(), finalized: node.finalized() })
}
