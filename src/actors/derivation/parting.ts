import type { ExamineInput, ExamineOutcome } from '../../../machines/follower/outcomes.ts'
import { blockOf, type Hash, sameBlock } from '../../../machines/values.ts'
import type { LinkedBlock } from '../../ports/chain-reader.ts'
import type { Answer } from '../../ports/trouble.ts'
import type { ViewStatuses } from '../l1/view-status.ts'
import { type Claim, contradictionOf } from './contradiction.ts'
import type { ExaminerOptions } from './witnesses.ts'

/** Our derived block and the attested one part at this height. */
export interface Parting extends Pick<Claim, 'localSafe' | 'sources'> {
  readonly ours: LinkedBlock
  readonly views: ViewStatuses
}

/**
 * Whether the attested block is our own without its transactions, or contradicts us. The reduction
 * comes first, because it takes the longest: the proof of a contradiction rests on the last readings.
 */
export async function partingOf(
  { target, crossSafe, statements }: ExamineInput,
  parting: Parting,
  options: ExaminerOptions,
  signal: AbortSignal,
): Promise<ExamineOutcome> {
  const { ours, views } = parting
  const reduction: Answer<Hash | null> =
    crossSafe !== null && ours.parentHash === crossSafe.hash
      ? await options.reduce({ ours: blockOf(ours), parent: blockOf(crossSafe), attested: target }, signal)
      : notReduced
  if (reduction.kind !== 'ok') return { kind: 'not-reduced', trouble: reduction, views }
  if (reduction.value === target.hash) return { kind: 'replacement', at: target, denied: ours.hash, views }
  const flaw = reduction.value === null ? null : await options.flawOf(blockOf(ours), target, signal)
  const doubted = sameBlock(target, crossSafe) ? target : null
  const claim = { ...parting, statements, reduction: reduction.value, flaw, doubted }
  return contradictionOf(claim, options, signal)
}

/** Higher up it would be built on a parent that is not cross-safe, and prove nothing. */
const notReduced: Answer<null> = { kind: 'ok', value: null }
