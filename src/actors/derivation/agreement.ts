import type { Trouble } from '../../../machines/follower/readings.ts'
import type { BlockRef } from '../../../machines/values.ts'
import type { ChainReader, LinkedBlock } from '../../ports/chain-reader.ts'
import type { Answer } from '../../ports/trouble.ts'
import { allOf } from '../answers.ts'
import { differ, lowest, type Source, type SourcesDiffer } from './sources.ts'

export type Agreement =
  /** Every source derived this block, and it is on our chain. */
  { readonly kind: 'agreed'; readonly localSafe: BlockRef } | SourcesDiffer | Trouble

/** Our chain at one moment: each height is read once. */
export type ChainAt = (number: number) => Promise<Answer<LinkedBlock | null>>

/**
 * Agreement is by ancestry: sources at different heights agree while all their local-safe heads
 * are on our chain, and what they agree on is the lowest of them.
 */
export async function agreementOf(
  sources: readonly Source[],
  chain: ChainReader,
  at: ChainAt,
  signal: AbortSignal,
): Promise<Agreement> {
  const ours = await allOf(sources.map(({ localSafe }) => at(localSafe.number)))
  if (ours.kind !== 'ok') return ours
  const strays = sources.filter(({ localSafe }, index) => isOther(localSafe, ours.value[index]!))
  if (strays.length > 0) return differ(strayDetail(strays, sources, chain))
  const held = sources.filter((_, index) => ours.value[index] !== null)
  const ahead = sources.filter((_, index) => ours.value[index] === null)
  const common = held.length > 0 ? lowest(held.map(({ localSafe }) => localSafe)) : null
  return ahead.length > 0
    ? agreementBelow(ahead, common, chain, signal)
    : { kind: 'agreed', localSafe: common! }
}

/** Reads each height of our chain once, however many ask. */
export function oncePerHeight(chain: ChainReader, signal: AbortSignal): ChainAt {
  const asked = new Map<number, ReturnType<ChainAt>>()
  return (number) => {
    const answer = asked.get(number) ?? chain.blockAt(number, signal)
    asked.set(number, answer)
    return answer
  }
}

function isOther(derived: BlockRef, ours: BlockRef | null): boolean {
  return ours !== null && ours.hash !== derived.hash
}

/** Some sources are ahead of our head, where nothing can be compared: they are compared at our head, or lower. */
async function agreementBelow(
  ahead: readonly Source[],
  common: BlockRef | null,
  chain: ChainReader,
  signal: AbortSignal,
): Promise<Agreement> {
  const head = await chain.head(signal)
  if (head.kind !== 'ok') return head
  const { number, hash } = common === null ? head.value : lowest([common, head.value])
  const theirs = await allOf(ahead.map(({ node }) => node.blockAt(number, signal)))
  if (theirs.kind !== 'ok') return theirs
  const strays = ahead.filter((_, index) => theirs.value[index]?.hash !== hash)
  if (strays.length === 0) return { kind: 'agreed', localSafe: { number, hash } }
  return differ(`${names(strays)} derived past our head and has another block at ${number} than ${hash}`)
}

function strayDetail(strays: readonly Source[], sources: readonly Source[], chain: ChainReader): string {
  const where = strays.map(({ node, localSafe }) => `${node.name} ${localSafe.number} ${localSafe.hash}`)
  const others = sources.length > strays.length ? ', other sources did' : ''
  return `derived, but not on the chain of ${chain.name}: ${where.join(', ')}${others}`
}

function names(sources: readonly Source[]): string {
  return sources.map(({ node }) => node.name).join(' and ')
}
