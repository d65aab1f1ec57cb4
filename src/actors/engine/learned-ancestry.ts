import type { BlockRef, Hash } from '../../../machines/values.ts'
import type { Ancestry } from './ancestry.ts'
import type { Links } from './links.ts'

export interface LearnedAncestryOptions {
  readonly ancestry: Ancestry
  readonly links: Links
  /** Looked up in memory, one after the other, while everybody waits. */
  readonly walkLimitBlocks: number
}

/**
 * The same answers, without asking the client where what was learned is enough: when the one block is
 * above the other by links that are known, as a head is above our safe block nearly always.
 */
export function withLearnedLinks({ ancestry, links, walkLimitBlocks }: LearnedAncestryOptions): Ancestry {
  const isAbove = (left: Hash, { number, hash }: BlockRef): boolean => {
    let at = left
    for (let steps = 0; steps <= walkLimitBlocks; steps += 1) {
      if (at === hash) return true
      const link = links.get(at)
      if (link === undefined || link.number <= number) return false
      at = link.parentHash
    }
    return false
  }
  return {
    commonAncestor: async (left, { number, hash }) => {
      if (isAbove(left, { number, hash })) return { kind: 'block', block: { number, hash } }
      return ancestry.commonAncestor(left, { number, hash })
    },
  }
}
