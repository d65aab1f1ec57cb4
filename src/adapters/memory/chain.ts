import { createHash } from 'node:crypto'
import type { Hash } from '../../../machines/values.ts'
import type { L1BlockRef } from '../../ports/rollup-node.ts'

/** A chain of empty blocks that can be reorganised, for L1 as for L2. Equal branches have equal hashes. */
export interface MemoryChain {
  readonly genesis: L1BlockRef
  readonly head: () => L1BlockRef
  readonly at: (number: number) => L1BlockRef | null
  readonly extend: (count?: number) => L1BlockRef
  /** Replaces every block from this height on; the new branch ends at `headNumber`, by default where the old one did. */
  readonly reorg: (from: number, branch: string, headNumber?: number) => L1BlockRef
  /** A second chain that shares what is below this height and has an own branch of equal length from there. */
  readonly fork: (from: number, branch: string) => MemoryChain
}

/** Makes the block after `parent`, which is null for block 0. Equal parents and branches must give equal blocks. */
export type SealBlock = (parent: L1BlockRef | null, branch: string) => L1BlockRef

/** Blocks are named by what they are made of, unless `seal` makes them of something else. */
export function createMemoryChain(branch: string, seal: SealBlock = childOf): MemoryChain {
  return chainOf([seal(null, branch)], branch, seal)
}

function chainOf(blocks: L1BlockRef[], firstBranch: string, seal: SealBlock): MemoryChain {
  let branch = firstBranch
  const head = () => blocks.at(-1)!
  const extend = (count = 1) => {
    for (let added = 0; added < count; added++) blocks.push(seal(head(), branch))
    return head()
  }
  return {
    genesis: blocks[0]!,
    head,
    at: (number) => blocks[number] ?? null,
    extend,
    reorg: (from, newBranch, headNumber = head().number) => {
      assertAboveGenesis(from)
      branch = newBranch
      blocks.length = Math.min(from, blocks.length)
      return extend(headNumber - head().number)
    },
    fork: (from, newBranch) => {
      assertAboveGenesis(from)
      const copy = chainOf(blocks.slice(0, from), newBranch, seal)
      copy.extend(head().number - copy.head().number)
      return copy
    },
  }
}

function assertAboveGenesis(from: number) {
  if (from < 1)
    throw new RangeError(`a chain keeps its genesis: the first block of a branch is 1, got ${from}`)
}

const secondsPerBlock = 2
const zeroHash: Hash = `0x${'00'.repeat(32)}`

function childOf(parent: L1BlockRef | null, branch: string): L1BlockRef {
  const number = parent === null ? 0 : parent.number + 1
  const parentHash = parent?.hash ?? zeroHash
  const hash: Hash = `0x${createHash('sha256').update(`${branch} ${number} ${parentHash}`).digest('hex')}`
  return { number, hash, parentHash, timestamp: number * secondsPerBlock }
}
