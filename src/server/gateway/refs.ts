import type { Hash } from '../../../machines/values.ts'
import type { L2BlockRef } from '../../ports/rollup-node.ts'

/** Enough to find what was cross-safe again when it becomes finalized, at one block every two seconds. */
const keptRefsLimit = 1024

/** Whole references by hash: what a hash stands for never changes. The one kept longest ago makes room. */
export function createRefs(limitRefs = keptRefsLimit) {
  const refs = new Map<Hash, L2BlockRef>()
  return {
    get: (hash: Hash): L2BlockRef | undefined => refs.get(hash),
    keep: (ref: L2BlockRef): L2BlockRef => {
      refs.delete(ref.hash)
      refs.set(ref.hash, ref)
      if (refs.size > limitRefs) refs.delete(refs.keys().next().value!)
      return ref
    },
  }
}
