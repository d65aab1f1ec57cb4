import type { DerivationQuestion } from '../../machines/follower/readings.ts'
import type { Attestation, BlockRef, Hash, L1View } from '../../machines/values.ts'
import type { ReduceInput } from '../../src/actors/engine/engine.ts'
import { createMemoryChain, type MemoryChain } from '../../src/adapters/memory/chain.ts'
import { createMemoryL1 } from '../../src/adapters/memory/l1.ts'
import { createMemoryRollupNode, type MemoryRollupNode } from '../../src/adapters/memory/rollup-node.ts'
import type { ChainReader, LinkedBlock } from '../../src/ports/chain-reader.ts'
import type { Answer } from '../../src/ports/trouble.ts'

/** The L2 chain of our client, an L1, and rollup nodes that derive the same chain until told otherwise. */
export function createStory(nodes: number, { l2Blocks = 100, l1Blocks = 50 } = {}) {
  const chain = createMemoryChain('l2')
  chain.extend(l2Blocks)
  const l1 = createMemoryL1()
  l1.chain.extend(l1Blocks)
  const rollupNodes = Array.from({ length: nodes }, (_, index) =>
    createMemoryRollupNode({ name: `node-${'abc'[index]}`, chain }),
  )
  for (const node of rollupNodes) node.readL1(l1.chain.head())
  return { chain, l1, rollupNodes, client: createMemoryClient(chain) }
}

/** A node that derives a branch of its own from this height on. */
export function onOtherBranch(chain: MemoryChain, from: number, name: string): MemoryRollupNode {
  return createMemoryRollupNode({ name, chain: chain.fork(from, 'other') })
}

export interface MemoryClient extends ChainReader {
  readonly onCall: (listener: (height: number) => void) => void
  /** The client has not yet got what is above this height. */
  readonly holdAt: (height: number) => void
  /** Answers this block for its height, whatever the chain holds. */
  readonly lie: (block: LinkedBlock | null) => void
}

export function createMemoryClient(chain: MemoryChain): MemoryClient {
  let listener: (height: number) => void = () => {}
  let tip = Number.POSITIVE_INFINITY
  let lie: LinkedBlock | null = null
  const at = (height: number) => (height > tip ? null : chain.at(height))
  return {
    name: 'our client',
    onCall: (next) => {
      listener = next
    },
    holdAt: (height) => {
      tip = height
    },
    lie: (block) => {
      lie = block
    },
    blockAt: async (height) => {
      listener(height)
      return { kind: 'ok', value: lie?.number === height ? lie : at(height) }
    },
    head: async () => ({ kind: 'ok', value: at(Math.min(tip, chain.head().number))! }),
  }
}

/** The blocks of these chains carry nothing but deposits: each is its own reduction. */
export async function depositsOnly({ ours }: ReduceInput): Promise<Answer<Hash>> {
  return { kind: 'ok', value: ours.hash }
}

/** Nobody holds an attested block whole, and the L1 check is off. */
export const nothingMoreKnown = {
  originOf: async () => null,
  flawOf: async () => null,
}

export function ref(block: BlockRef | null): BlockRef {
  if (block === null) throw new Error('the story has no such block')
  return { number: block.number, hash: block.hash }
}

export function asking(change: Partial<DerivationQuestion> = {}): DerivationQuestion {
  return { crossSafe: null, promotions: [], ...change }
}

export function statement({ number, hash }: BlockRef, l1View: L1View | null): Attestation {
  const signer = `0x${'a'.repeat(40)}` as const
  return { number, hash, signer, l1View, issuedAtMs: 0, topic: 'cross-safe-heads', digest: hash }
}
