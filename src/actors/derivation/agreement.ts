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
  const common: Answer<BlockRef> =
    held.length > 0
      ? { kind: 'ok', value: lowest(held.map(({ localSafe }) => localSafe)) }
      : await chain.head(signal)
  return common.kind === 'ok' ? agreementAt(common.value, ahead, signal) : common
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

/**
 * The block is on our chain. Sources that are ahead of our head, where nothing can be compared,
 * have to have it too.
 */
async function agreementAt(
  { number, hash }: BlockRef,
  ahead: readonly Source[],
  signal: AbortSignal,
): Promise<Agreement> {
  const theirs = await allOf(ahead.map(({ node }) => node.blockAt(number, signal)))
  if (theirs.kind !== 'ok') return theirs
  const strays = ahead.filter((_, index) => theirs.value[index]?.hash !== hash)
  if (strays.length === 0) return { kind: 'agreed', localSafe: { number, hash } }
  const names = strays.map(({ node }) => node.name).join(' and ')
  return differ(`${names} derived past our head, and not through our block ${number} ${hash}`)
}

function strayDetail(strays: readonly Source[], sources: readonly Source[], chain: ChainReader): string {
  const where = strays.map(({ node, localSafe }) => `${node.name} ${localSafe.number} ${localSafe.hash}`)
  const others = sources.length > strays.length ? ', other sources did' : ''
  return `derived, but not on the chain of ${chain.name}: ${where.join(', ')}${others}`
}
