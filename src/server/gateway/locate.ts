import type { BlockRef } from '../../../machines/values.ts'
import type { L2BlockRef, RollupNodePort, SyncStatus } from '../../ports/rollup-node.ts'
import { createRefs } from './refs.ts'

/** The heads of our decision. */
export interface DecidedHeads {
  readonly crossSafe: BlockRef
  readonly finalized: BlockRef
}

export type Located =
  | { readonly kind: 'located'; readonly crossSafe: L2BlockRef; readonly finalized: L2BlockRef }
  | { readonly kind: 'unknown'; readonly detail: string }

type Found = { readonly kind: 'found'; readonly ref: L2BlockRef } | Extract<Located, { kind: 'unknown' }>

/**
 * Finds our heads on the chain below the node's local-safe, as whole references. It must be that
 * chain: after a replacement, or a reorg of L1, a node may stand on a branch that we left, and a
 * Light CL would follow its local-safe there.
 */
export function createLocate(node: RollupNodePort) {
  const refs = createRefs()
  /** The last cross-safe and local-safe of which this was seen; between two hashes it stays true. */
  let linked = ''

  const readBlock = async (
    { number, hash }: BlockRef,
    whose: string,
    signal: AbortSignal,
  ): Promise<Found> => {
    const answer = await node.blockAt(number, signal)
    if (answer.kind !== 'ok') return unknown(`${whose} ${hash} at ${number} is not read: ${answer.detail}`)
    if (answer.value?.hash === hash) return found(refs.keep(answer.value))
    return unknown(`${node.name} has ${answer.value?.hash ?? 'no block'} at ${number}, ${whose} is ${hash}`)
  }

  /** Read between two readings of the node's local-safe: then both were on one chain. */
  const readCrossSafe = async (crossSafe: BlockRef, localSafe: BlockRef, signal: AbortSignal) => {
    const link = `${crossSafe.hash} ${localSafe.hash}`
    const kept = refs.get(crossSafe.hash)
    if (kept !== undefined && linked === link) return found(kept)
    const readLocalSafe = () => readBlock(localSafe, 'its own local-safe head', signal)
    const before = await readLocalSafe()
    if (before.kind !== 'found') return before
    const ours = await readBlock(crossSafe, 'our cross-safe head', signal)
    if (ours.kind !== 'found') return ours
    const after = await readLocalSafe()
    if (after.kind !== 'found') return after
    linked = link
    return ours
  }

  return async (status: SyncStatus, heads: DecidedHeads, signal: AbortSignal): Promise<Located> => {
    const { local_safe_l2: localSafe, safe_l2, finalized_l2 } = status
    if (localSafe.number < heads.crossSafe.number) return derivesAgain(node, localSafe, heads.crossSafe)
    const named = [localSafe, safe_l2, finalized_l2].map(refs.keep)
    const crossSafe = named.some(({ hash }) => hash === heads.crossSafe.hash)
      ? found(refs.get(heads.crossSafe.hash)!)
      : await readCrossSafe(heads.crossSafe, localSafe, signal)
    if (crossSafe.kind !== 'found') return crossSafe
    const kept = refs.get(heads.finalized.hash)
    // An ancestor of cross-safe: a reference that is kept needs no second look.
    const finalized =
      kept === undefined ? await readBlock(heads.finalized, 'our finalized head', signal) : found(kept)
    if (finalized.kind !== 'found') return finalized
    return { kind: 'located', crossSafe: crossSafe.ref, finalized: finalized.ref }
  }
}

function derivesAgain({ name }: RollupNodePort, localSafe: BlockRef, crossSafe: BlockRef): Located {
  return unknown(
    `${name} derives again at ${localSafe.number}, below our cross-safe head ${crossSafe.number}`,
  )
}

function found(ref: L2BlockRef): Found {
  return { kind: 'found', ref }
}

function unknown(detail: string): Extract<Located, { kind: 'unknown' }> {
  return { kind: 'unknown', detail }
}
