import type { BlockRef } from '../../../machines/values.ts'
import {
  type BlockTraits,
  chainOn,
  genesisBlock,
} from '../../../src/adapters/memory/execution-client/blocks.ts'
import type { ExecutionPayloadEnvelope } from '../../../src/wire/payload.ts'

export type Block = ExecutionPayloadEnvelope

/** The L2 chain of a story: real Isthmus blocks with real hashes, by height. */
export interface L2 {
  readonly at: (number: number) => Block
  readonly has: (block: BlockRef) => boolean
  readonly head: () => Block
  /** Answers the new blocks, oldest first. */
  readonly grow: (count: number) => readonly Block[]
  /** The chain goes through this block from now on, and ends there until it grows. */
  readonly switchTo: (block: Block) => void
  /** Another block at this height, on the same parent. Without traits of its own it differs by its salt alone. */
  readonly rivalOf: (number: number, traits?: BlockTraits) => Block
}

const isthmus: BlockTraits = { withdrawalsRoot: `0x${'00'.repeat(32)}` }

export function createL2(): L2 {
  const blocks: Block[] = [genesisBlock(isthmus)]
  const at = (number: number): Block => {
    const block = blocks[number]
    if (block === undefined) throw new RangeError(`the chain of this story ends at ${blocks.length - 1}`)
    return block
  }
  return {
    at,
    has: ({ number, hash }) => blocks[number]?.payload.blockHash === hash,
    head: () => blocks.at(-1)!,
    grow: (count) => {
      const grown = chainOn(blocks.at(-1)!, count, isthmus)
      blocks.push(...grown)
      return grown
    },
    switchTo: (block) => {
      blocks.length = block.payload.blockNumber
      blocks.push(block)
    },
    rivalOf: (number, traits = {}) =>
      chainOn(at(number - 1), 1, { ...isthmus, salt: 'rival', ...traits })[0]!,
  }
}

export function refOf({ payload }: Block): BlockRef {
  return { number: payload.blockNumber, hash: payload.blockHash }
}
