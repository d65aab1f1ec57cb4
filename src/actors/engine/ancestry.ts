import type { BlockRef, Hash } from '../../../machines/values.ts'
import type { Trouble } from '../../ports/trouble.ts'
import type { ReadBlock } from './labels.ts'
import { findLink, type Links } from './links.ts'

export interface AncestryOptions {
  readonly block: ReadBlock
  readonly links: Links
  /** Parents looked up in one question: the blocks off the canonical chain, hardly ever more than one. */
  readonly walkLimitBlocks: number
}

type CommonAncestor =
  | { readonly kind: 'block'; readonly block: BlockRef }
  /** The client has never heard of one of the two, or of an ancestor of it. */
  | { readonly kind: 'unknown'; readonly hash: Hash }
  | Trouble

export interface Ancestry {
  /** The highest block that both have below them or are; `left` may be any block, `right` too. */
  readonly commonAncestor: (left: Hash, right: BlockRef) => Promise<CommonAncestor>
}

interface Located extends BlockRef {
  readonly kind: 'located'
  /** On the client's canonical chain, where one look by height replaces any walk. */
  readonly canonical: boolean
}

type Unanswered = Exclude<CommonAncestor, { kind: 'block' }>

/**
 * Answers from the client's own chain. Two canonical blocks need no walk at all; a head that was
 * just handed in is one parent away from canonical, and its link was learned with its payload.
 */
export function createAncestry({ block, links, walkLimitBlocks }: AncestryOptions): Ancestry {
  const locate = async ({ number, hash }: BlockRef): Promise<Located | Unanswered> => {
    const answer = await block({ number })
    if (answer.kind !== 'ok') return answer
    return { kind: 'located', number, hash, canonical: answer.value?.hash === hash }
  }

  const locateHash = async (hash: Hash): Promise<Located | Unanswered> => {
    const link = await findLink(links, block, hash)
    return link.kind === 'link' ? locate(link) : link
  }

  const parentOf = async ({ number, hash }: Located): Promise<Located | Unanswered> => {
    const link = await findLink(links, block, hash)
    return link.kind === 'link' ? locate({ number: number - 1, hash: link.parentHash }) : link
  }

  return {
    commonAncestor: async (leftHash, rightRef) => {
      let [left, right] = await Promise.all([locateHash(leftHash), locate(rightRef)])
      for (let steps = 0; steps <= walkLimitBlocks; steps += 1) {
        if (left.kind !== 'located') return left
        if (right.kind !== 'located') return right
        if (left.hash === right.hash || (left.canonical && right.canonical)) return lower(left, right)
        const stepLeft = !left.canonical && (right.canonical || left.number >= right.number)
        if (stepLeft) left = await parentOf(left)
        else right = await parentOf(right)
      }
      return {
        kind: 'timed-out',
        detail: `no common ancestor within ${walkLimitBlocks} blocks off the chain`,
      }
    },
  }
}

function lower(left: BlockRef, right: BlockRef): CommonAncestor {
  const { number, hash } = left.number < right.number ? left : right
  return { kind: 'block', block: { number, hash } }
}
