import type { BlockRef, Hash } from '../../../machines/values.ts'

/** A block and its parent: a fact that never changes, so it may be remembered across reorgs. */
export interface Link extends BlockRef {
  readonly parentHash: Hash
}

export interface Links {
  readonly get: (hash: Hash) => Link | undefined
  readonly add: (link: Link) => void
}

/** Forgets the oldest beyond the limit. */
export function createLinks(limitBlocks: number): Links {
  const known = new Map<Hash, Link>()
  return {
    get: (hash) => known.get(hash),
    add: ({ number, hash, parentHash }) => {
      known.set(hash, { number, hash, parentHash })
      const [oldest] = known.keys()
      if (known.size > limitBlocks && oldest !== undefined) known.delete(oldest)
    },
  }
}
