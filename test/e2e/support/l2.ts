import type { BlockRef } from '../../../machines/values.ts'
import {
  type BlockTraits,
  childBlock,
  genesisBlock,
} from '../../../src/adapters/memory/execution-client/blocks.ts'
import type { ExecutionPayloadEnvelope } from '../../../src/wire/payload.ts'

export type Block = ExecutionPayloadEnvelope

/** The L2 chain of a story: real Isthmus blocks with real hashes, by height. */
export interface L2 {
  readonly at: (number: number) => Block
  readonly has: (block: BlockRef) => boolean
  readonly head: () => Block
  readonly above: (number: number) => readonly Block[]
  /** Answers the new blocks, oldest first. */
  readonly grow: (count: number) => readonly Block[]
  /** The chain goes through this block from now on, and ends there until it grows. */
  readonly switchTo: (block: Block) => void
  /** Another block at this height, on the same parent. Without traits of its own it differs by its salt alone. */
  readonly rivalOf: (number: number, traits?: BlockTraits) => Block
  /** Blocks on top of one that need not be on this chain, with the traits of this chain. */
  readonly branchOn: (block: Block, length: number, salt?: string) => readonly Block[]
  /** A replacement: the chain goes through it as soon as its node has come over. */
  readonly expect: (replacement: Block) => void
  /** True for what is expected, too. */
  readonly mayLeadThrough: (block: BlockRef) => boolean
}

/** Makes the block on this parent. */
export type SealL2 = (parent: Block, traits: BlockTraits) => Block

const isthmus: BlockTraits = { withdrawalsRoot: `0x${'00'.repeat(32)}` }

/** Every block above genesis has these traits; without a seal of their own they derive from nothing. */
export function createL2(
  traits: BlockTraits = {},
  genesis: Block = genesisBlock(isthmus),
  seal: SealL2 = childBlock,
): L2 {
  const blocks: Block[] = [genesis]
  const chainOn = (parent: Block, length: number, own: BlockTraits): readonly Block[] => {
    const chain: Block[] = []
    for (let tip = parent; chain.length < length; chain.push(tip)) tip = seal(tip, own)
    return chain
  }
  const expected = new Set<string>()
  const at = (number: number): Block => {
    const block = blocks[number]
    if (block === undefined) throw new RangeError(`the chain of this story ends at ${blocks.length - 1}`)
    return block
  }
  const has = ({ number, hash }: BlockRef): boolean => blocks[number]?.payload.blockHash === hash
  return {
    at,
    has,
    head: () => blocks.at(-1)!,
    above: (number) => blocks.slice(number + 1),
    grow: (count) => {
      const grown = chainOn(blocks.at(-1)!, count, { ...isthmus, ...traits })
      blocks.push(...grown)
      return grown
    },
    switchTo: (block) => {
      blocks.length = block.payload.blockNumber
      blocks.push(block)
    },
    rivalOf: (number, own = {}) =>
      chainOn(at(number - 1), 1, { ...isthmus, ...traits, salt: 'rival', ...own })[0]!,
    expect: ({ payload }) => void expected.add(payload.blockHash),
    mayLeadThrough: (block) => has(block) || expected.has(block.hash),
    branchOn: (block, length, salt = 'branch') => chainOn(block, length, { ...isthmus, ...traits, salt }),
  }
}

export function refOf({ payload }: Block): BlockRef {
  return { number: payload.blockNumber, hash: payload.blockHash }
}
