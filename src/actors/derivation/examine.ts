import type { ExamineInput, ExamineOutcome } from '../../../machines/follower/outcomes.ts'
import { agreementOf } from './agreement.ts'
import { type FirstLook, lookAgain, lookOnce, ourBlockAt, type Seen } from './look.ts'
import { partingOf } from './parting.ts'
import { moved, rewound, type Source } from './sources.ts'
import type { ExaminerOptions } from './witnesses.ts'

export type Examiner = (input: ExamineInput, signal: AbortSignal) => Promise<ExamineOutcome>

/**
 * Answers whether the attested block is on the locally derived chain, in two waves of concurrent
 * calls. Sources and our block at the target's height are read in both: what did not change from
 * one to the other was true at the moment between them. Where the sources stand since the last
 * examination, that one was their first wave; the engine, which looks at the target again before
 * it moves anything, is our block's second. Then a derived block takes one wave.
 */
export function createExaminer(options: ExaminerOptions): Examiner {
  if (options.rollupNodes.length === 0) throw new RangeError('derivation needs at least one rollup node')
  let known: readonly Source[] | null = null

  return async (input, signal) => {
    const look = await lookOnce(options, input, known, signal)
    if (look.kind !== 'ok') return look
    const { views, sources: before } = look.value
    const isDerived = known !== null && (await isDerivedAtOnce(options, input, known, look.value, signal))
    known = before
    if (isDerived) return { kind: 'derived', views }

    const seen = await lookAgain(options, input, look.value, signal)
    if (seen.kind !== 'ok') return seen
    known = seen.value.after
    const reason = whyNotDerived(input, seen.value)
    if (reason !== null) return { kind: 'not-derived', detail: reason, views }
    const { agreement, second } = seen.value
    if (agreement.kind !== 'agreed') return agreement
    if (second!.hash === input.target.hash) return { kind: 'derived', views }
    const parting = { ours: second!, localSafe: agreement.localSafe, sources: before, views }
    return partingOf(input, parting, options, signal)
  }
}

/** True when nothing is left to ask. Anything else, trouble included, is the second wave's to tell. */
async function isDerivedAtOnce(
  { chain }: ExaminerOptions,
  input: ExamineInput,
  known: readonly Source[],
  { sources, ours, at }: FirstLook,
  signal: AbortSignal,
): Promise<boolean> {
  if (ours?.hash !== input.target.hash || moved(known, sources)) return false
  const [agreement, atCrossSafe, atConsolidated] = await Promise.all([
    agreementOf(sources, chain, at, signal),
    ourBlockAt(input.crossSafe, input.target, at),
    ourBlockAt(input.consolidated, input.target, at),
  ])
  if (agreement.kind !== 'agreed' || atCrossSafe.kind !== 'ok' || atConsolidated.kind !== 'ok') return false
  const seen = { before: known, after: sources, agreement, first: ours, second: ours }
  const marks = { atCrossSafe: atCrossSafe.value, atConsolidated: atConsolidated.value }
  return whyNotDerived(input, { ...seen, ...marks }) === null
}

/**
 * Null when the target's height is derived and stood still while it was read. A doubted cross-safe
 * head is examined itself: whether our chain leads through it is then the question, not a condition.
 */
function whyNotDerived(input: ExamineInput, seen: Seen): string | null {
  const { target, crossSafe } = input
  const { before, after, agreement, first, second, atCrossSafe } = seen
  if (rewound(before, after)) return 'a rollup node moved back while it was read'
  if (agreement.kind === 'sources-differ' && moved(before, after)) return `in motion: ${agreement.detail}`
  if (agreement.kind !== 'agreed') return null
  const { localSafe } = agreement
  if (target.number > localSafe.number) return `local-safe is ${localSafe.number}, below ${target.number}`
  if (second === null || first?.hash !== second.hash)
    return `our block ${target.number} moved while it was read`
  if (crossSafe !== null && crossSafe.number < target.number && atCrossSafe?.hash !== crossSafe.hash)
    return `our chain does not lead through the cross-safe block ${crossSafe.number} ${crossSafe.hash}`
  return whyNotConsolidated(input, seen)
}

/** What was rebuilt is a chain, by its last block: another one was not. */
function whyNotConsolidated({ target, consolidated }: ExamineInput, { atConsolidated }: Seen): string | null {
  if (consolidated === null) return null
  const { number, hash } = consolidated
  if (target.number > number) return `our chain is rebuilt from L1 up to ${number}, below ${target.number}`
  if (atConsolidated?.hash === hash) return null
  return `our chain does not lead through the block ${number} ${hash}, up to which it was rebuilt from L1`
}
