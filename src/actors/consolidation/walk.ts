import type { ConsolidationStop } from '../../../machines/follower/readings.ts'
import type { BlockRef } from '../../../machines/values.ts'
import type { Rules } from '../../derive/rules.ts'
import type { Answer, Trouble } from '../../ports/trouble.ts'
import type { ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import type { Grounds } from './base.ts'
import { checkBlock } from './check-block.ts'
import type { Parent } from './parent.ts'

export interface Walk {
  /** The last block that was consolidated. */
  readonly reached: Parent
  /** What ended it before the tip; null where it was the limit, or our chain moved under it. */
  readonly end: { readonly kind: 'stopped'; readonly stop: ConsolidationStop } | Trouble | null
}

export interface WalkLimits {
  readonly limitBlocks: number
  /** No further block is begun once this has fired; the one under way is finished. */
  readonly enough: AbortSignal
}

/** Consolidates block by block upwards, each a child of the one before it, with one of them in memory. */
export async function walk(
  grounds: Grounds,
  rules: Rules,
  from: Parent,
  tip: BlockRef,
  { limitBlocks, enough }: WalkLimits,
  signal: AbortSignal,
): Promise<Walk> {
  let reached = from
  const last = Math.min(tip.number, from.block.number + limitBlocks)
  while (reached.block.number < last && !enough.aborted) {
    const child = await childOf(reached, tip, grounds, signal)
    if (child.kind !== 'ok') return { reached, end: child }
    if (child.value === null) break
    const checked = await checkBlock(rules, grounds.origins, reached, child.value, signal)
    if (checked.kind !== 'consolidated') return { reached, end: checked }
    reached = checked.block
  }
  return { reached, end: null }
}

/** Our chain's block on top of this one; null when it goes another way meanwhile, or does not lead to the tip. */
async function childOf(
  { block: parent }: Parent,
  tip: BlockRef,
  { client }: Grounds,
  signal: AbortSignal,
): Promise<Answer<ExecutionPayloadEnvelope | null>> {
  const header = await client.block({ number: parent.number + 1 }, signal)
  if (header.kind !== 'ok' || header.value === null) return header as Answer<null>
  const { number, hash, parentHash } = header.value
  if (parentHash !== parent.hash) return { kind: 'ok', value: null }
  if (number === tip.number && hash !== tip.hash) return { kind: 'ok', value: null }
  return client.payload(hash, signal)
}
