import type { ExamineInput } from '../../../machines/follower/outcomes.ts'
import type { BlockRef } from '../../../machines/values.ts'
import type { LinkedBlock } from '../../ports/chain-reader.ts'
import type { Answer } from '../../ports/trouble.ts'
import { type ViewStatuses, viewStatuses, viewsOf } from '../l1/view-status.ts'
import { type Agreement, agreementOf, type ChainAt, oncePerHeight } from './agreement.ts'
import { readSources, type Source, type SourcesDiffer } from './sources.ts'
import type { Witnesses } from './witnesses.ts'

/** What the first wave of calls has shown. */
export interface FirstLook {
  readonly sources: readonly Source[]
  readonly views: ViewStatuses
  /** Our block at the target's height. */
  readonly ours: LinkedBlock | null
  /** Our chain as this wave saw it: what it asked for already is not asked again. */
  readonly at: ChainAt
}

/** All that two waves of calls have shown. */
export interface Seen {
  readonly before: readonly Source[]
  readonly after: readonly Source[]
  readonly agreement: Agreement
  /** Our block at the target's height, by both waves. */
  readonly first: LinkedBlock | null
  readonly second: LinkedBlock | null
  readonly atCrossSafe: BlockRef | null
  /** Our block at the height up to which our chain was rebuilt from L1. */
  readonly atConsolidated: BlockRef | null
}

/** The first wave. What the last examination knew of the sources says what will be asked of our chain. */
export async function lookOnce(
  { rollupNodes, chain, l1 }: Witnesses,
  { target, crossSafe, consolidated, statements }: ExamineInput,
  known: readonly Source[] | null,
  signal: AbortSignal,
): Promise<Answer<FirstLook> | SourcesDiffer> {
  const at = oncePerHeight(chain, signal)
  const expected =
    known === null
      ? []
      : [
          ourBlockAt(crossSafe, target, at),
          ourBlockAt(consolidated, target, at),
          ...known.map(({ localSafe }) => at(localSafe.number)),
        ]
  const [sources, ours, views] = await Promise.all([
    readSources(rollupNodes, signal),
    at(target.number),
    l1 === null ? noViews : viewStatuses(l1, viewsOf(statements), signal),
    ...expected,
  ])
  if (sources.kind !== 'ok') return sources
  if (ours.kind !== 'ok') return ours
  if (views.kind !== 'ok') return views
  return { kind: 'ok', value: { sources: sources.value, ours: ours.value, views: views.value, at } }
}

const noViews: Answer<ViewStatuses> = { kind: 'ok', value: {} }

export async function lookAgain(
  { rollupNodes, chain }: Witnesses,
  { target, crossSafe, consolidated }: ExamineInput,
  { sources: before, ours: first }: FirstLook,
  signal: AbortSignal,
): Promise<Answer<Seen> | SourcesDiffer> {
  const at = oncePerHeight(chain, signal)
  const [agreement, second, atCrossSafe, atConsolidated, after] = await Promise.all([
    agreementOf(before, chain, at, signal),
    at(target.number),
    ourBlockAt(crossSafe, target, at),
    ourBlockAt(consolidated, target, at),
    readSources(rollupNodes, signal),
  ])
  if (second.kind !== 'ok') return second
  if (atCrossSafe.kind !== 'ok') return atCrossSafe
  if (atConsolidated.kind !== 'ok') return atConsolidated
  if (after.kind !== 'ok') return after
  const value = { before, after: after.value, agreement, first, second: second.value }
  const marks = { atCrossSafe: atCrossSafe.value, atConsolidated: atConsolidated.value }
  return { kind: 'ok', value: { ...value, ...marks } }
}

/** Our block at the height of this one; where the target is the next one, its parent hash tells. */
export async function ourBlockAt(
  mark: BlockRef | null,
  target: BlockRef,
  at: ChainAt,
): Promise<Answer<BlockRef | null>> {
  if (mark === null) return { kind: 'ok', value: null }
  if (mark.number + 1 !== target.number) return at(mark.number)
  const ours = await at(target.number)
  if (ours.kind !== 'ok' || ours.value === null) return ours
  return { kind: 'ok', value: { number: mark.number, hash: ours.value.parentHash } }
}
