import type { EngineQuestion, EngineReading, Labels } from '../../../machines/follower/readings.ts'
import { type BlockRef, sameBlock } from '../../../machines/values.ts'
import type { Trouble } from '../../ports/trouble.ts'
import type { Ancestry } from './ancestry.ts'
import { observed } from './assertion.ts'
import type { Desk } from './desk.ts'
import { readLabels } from './labels.ts'

/** The labels, and whether `safe` is where we or our past left it. */
export async function readEngine(
  desk: Desk,
  ancestry: Ancestry,
  { crossSafe }: EngineQuestion,
): Promise<EngineReading> {
  const labels = await readLabels(desk.block)
  if (labels.kind !== 'ok') return labels
  desk.assertion = observed(desk.assertion, labels.value)
  if (await stillAwaits(desk))
    return { kind: 'syncing', detail: `the client does not have the head ${desk.awaitedHead} yet` }
  const ours = await isOurs(desk, ancestry, labels.value, crossSafe)
  return typeof ours === 'boolean' ? { kind: 'labels', ...labels.value, safeIsOurs: ours } : ours
}

/** A client that was told of a head it lacks is syncing until it has it, or until another head is taken. */
async function stillAwaits(desk: Desk): Promise<boolean> {
  if (desk.awaitedHead === null) return false
  const answer = await desk.block({ hash: desk.awaitedHead })
  if (answer.kind === 'ok' && answer.value !== null) desk.awaitedHead = null
  return desk.awaitedHead !== null
}

async function isOurs(
  desk: Desk,
  ancestry: Ancestry,
  { safe }: Labels,
  crossSafe: BlockRef | null,
): Promise<boolean | Trouble> {
  if (safe === null || crossSafe === null || sameBlock(safe, desk.assertion.safe)) return true
  if (safe.number > crossSafe.number) return false
  const common = await ancestry.commonAncestor(safe.hash, crossSafe)
  if (common.kind === 'block') return sameBlock(common.block, safe)
  // A client that lost our block cannot show that it is above its safe; nothing says the contrary either.
  return common.kind === 'unknown' ? true : common
}
