import type { ExamineInput, ExamineOutcome } from '../../../machines/follower/outcomes.ts'
import { blockOf, type Hash } from '../../../machines/values.ts'
import type { LinkedBlock } from '../../ports/chain-reader.ts'
import type { Answer } from '../../ports/trouble.ts'
import type { Replacer } from '../engine/engine.ts'
import type { ViewStatuses } from '../l1/view-status.ts'
import { type Claim, contradictionOf, type Witnesses } from './contradiction.ts'

export interface Reducers extends Witnesses {
  readonly reduce: Replacer['reduce']
}

/** Our derived block and the attested one part at this height. */
export interface Parting extends Omit<Claim, 'ours' | 'statements' | 'reduction'> {
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
  options: Reducers,
  signal: AbortSignal,
): Promise<ExamineOutcome> {
  const { ours, views } = parting
  const reduction: Answer<Hash | null> =
    crossSafe !== null && ours.parentHash === crossSafe.hash
      ? await options.reduce({ ours: blockOf(ours), parent: blockOf(crossSafe), attested: target }, signal)
      : notReduced
  if (reduction.kind !== 'ok') return { kind: 'not-reduced', trouble: reduction, views }
  if (reduction.value === target.hash) return { kind: 'replacement', at: target, denied: ours.hash, views }
  return contradictionOf({ ...parting, statements, reduction: reduction.value }, options, signal)
}

/** Higher up it would be built on a parent that is not cross-safe, and prove nothing. */
const notReduced: Answer<null> = { kind: 'ok', value: null }
