import type { BlockRef, Hash } from '../../../machines/values.ts'
import type { Trouble } from '../../ports/trouble.ts'
import type { ReadBlock } from './labels.ts'
import { createRecent } from './recent.ts'

/** A block and its parent: a fact that never changes, so it may be remembered across reorgs. */
export interface Link extends BlockRef {
  readonly parentHash: Hash
}

export interface Links {
  readonly get: (hash: Hash) => Link | undefined
  readonly add: (link: Link) => void
}

export function createLinks(limitBlocks: number): Links {
  const known = createRecent<Hash, Link>(limitBlocks)
  return {
    get: known.get,
    add: ({ number, hash, parentHash }) => known.set(hash, { number, hash, parentHash }),
  }
}

export type LinkFound =
  | ({ readonly kind: 'link' } & Link)
  /** Neither we nor the client have ever heard of it. */
  | { readonly kind: 'unknown'; readonly hash: Hash }
  | Trouble

/** What was learned, or else what the client says, learned from then on. */
export async function findLink(links: Links, block: ReadBlock, hash: Hash): Promise<LinkFound> {
  const learned = links.get(hash)
  if (learned !== undefined) return { kind: 'link', ...learned }
  const answer = await block({ hash })
  if (answer.kind !== 'ok') return answer
  if (answer.value === null) return { kind: 'unknown', hash }
  const { number, parentHash } = answer.value
  links.add({ number, hash, parentHash })
  return { kind: 'link', number, hash, parentHash }
}
