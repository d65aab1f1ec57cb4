import type { ExamineInput, ExamineOutcome } from '../../../machines/follower/outcomes.ts'
import type { BlockRef } from '../../../machines/values.ts'
import type { ChainReader, LinkedBlock } from '../../ports/chain-reader.ts'
import type { L1Port } from '../../ports/l1.ts'
import type { RollupNodePort } from '../../ports/rollup-node.ts'
import type { Answer } from '../../ports/trouble.ts'
import { type ViewStatuses, viewStatuses, viewsOf } from '../l1/view-status.ts'
import { type Agreement, agreementOf, type ChainAt, oncePerHeight } from './agreement.ts'
import { contradictionOf } from './contradiction.ts'
import { moved, readSources, rewound, type Source, type SourcesDiffer } from './sources.ts'

export interface ExaminerOptions {
  /** At least one, and all of them deriving nodes. */
  readonly rollupNodes: readonly RollupNodePort[]
  readonly chain: ChainReader
  /** Null in a shadow without L1: then no view has a status. */
  readonly l1: L1Port | null
}

export type Examiner = (input: ExamineInput, signal: AbortSignal) => Promise<ExamineOutcome>

/** All that two waves of calls have shown. */
interface Seen {
  readonly views: ViewStatuses
  readonly before: readonly Source[]
  readonly after: readonly Source[]
  readonly agreement: Agreement
  /** Our block at the target's height, by both waves. */
  readonly first: LinkedBlock | null
  readonly second: LinkedBlock | null
  readonly atCrossSafe: BlockRef | null
}

/**
 * Answers whether the attested block is on the locally derived chain, in two waves of concurrent
 * calls. Sources and our block at the target's height are read in both: what did not change from
 * one to the other was true at the moment between them.
 */
export function createExaminer(options: ExaminerOptions): Examiner {
  if (options.rollupNodes.length === 0) throw new RangeError('derivation needs at least one rollup node')

  return async (input, signal) => {
    const seen = await look(options, input, signal)
    if (seen.kind !== 'ok') return seen
    const reason = whyNotDerived(input, seen.value)
    if (reason !== null) return { kind: 'not-derived', detail: reason, views: seen.value.views }
    const { agreement, before, second, views } = seen.value
    if (agreement.kind !== 'agreed') return agreement
    if (second!.hash === input.target.hash) return { kind: 'derived', views }
    const claim = { ours: second!, localSafe: agreement.localSafe, sources: before, ...input }
    return contradictionOf(claim, options, signal)
  }
}

async function look(
  { rollupNodes, chain, l1 }: ExaminerOptions,
  { target, crossSafe, statements }: ExamineInput,
  signal: AbortSignal,
): Promise<Answer<Seen> | SourcesDiffer> {
  const [before, first, views] = await Promise.all([
    readSources(rollupNodes, signal),
    chain.blockAt(target.number, signal),
    l1 === null ? noViews : viewStatuses(l1, viewsOf(statements), signal),
  ])
  if (before.kind !== 'ok') return before
  if (first.kind !== 'ok') return first
  if (views.kind !== 'ok') return views
  const at = oncePerHeight(chain, signal)
  const [agreement, second, atCrossSafe, after] = await Promise.all([
    agreementOf(before.value, chain, at, signal),
    at(target.number),
    ourBlockAt(crossSafe, target, at),
    readSources(rollupNodes, signal),
  ])
  if (second.kind !== 'ok') return second
  if (atCrossSafe.kind !== 'ok') return atCrossSafe
  if (after.kind !== 'ok') return after
  const value = { views: views.value, before: before.value, after: after.value, agreement }
  return {
    kind: 'ok',
    value: { ...value, first: first.value, second: second.value, atCrossSafe: atCrossSafe.value },
  }
}

const noViews: Answer<ViewStatuses> = { kind: 'ok', value: {} }

/** Our block at the cross-safe height; where the target is the next one, its parent hash tells. */
async function ourBlockAt(
  crossSafe: BlockRef | null,
  target: BlockRef,
  at: ChainAt,
): Promise<Answer<BlockRef | null>> {
  if (crossSafe === null) return { kind: 'ok', value: null }
  if (crossSafe.number + 1 !== target.number) return at(crossSafe.number)
  const ours = await at(target.number)
  if (ours.kind !== 'ok' || ours.value === null) return ours
  return { kind: 'ok', value: { number: crossSafe.number, hash: ours.value.parentHash } }
}

/** Null when the target's height is derived and stood still while it was read. */
function whyNotDerived({ target, crossSafe }: ExamineInput, seen: Seen): string | null {
  const { before, after, agreement, first, second, atCrossSafe } = seen
  if (rewound(before, after)) return 'a rollup node moved back while it was read'
  if (agreement.kind === 'sources-differ' && moved(before, after)) return `in motion: ${agreement.detail}`
  if (agreement.kind !== 'agreed') return null
  const { localSafe } = agreement
  if (target.number > localSafe.number) return `local-safe is ${localSafe.number}, below ${target.number}`
  if (second === null || first?.hash !== second.hash)
    return `our block ${target.number} moved while it was read`
  if (crossSafe !== null && atCrossSafe?.hash !== crossSafe.hash)
    return `our chain does not lead through the cross-safe block ${crossSafe.number} ${crossSafe.hash}`
  return null
}
