import type {
  EngineQuestion,
  EngineReading,
  Labels,
  NodeAtPort,
} from '../../../machines/follower/readings.ts'
import { type BlockRef, sameBlock } from '../../../machines/values.ts'
import type { Answer, Trouble } from '../../ports/trouble.ts'
import { observed } from './assertion.ts'
import type { Desk } from './desk.ts'
import { readLabels } from './labels.ts'

/** The labels, whether `safe` is where we or our past left it, and what the rollup node does about denied branches. */
export async function readEngine(desk: Desk, { crossSafe }: EngineQuestion): Promise<EngineReading> {
  const labels = await readLabels(desk.block)
  if (labels.kind !== 'ok') return labels
  desk.assertion = observed(desk.assertion, labels.value)
  if (await stillAwaits(desk))
    return { kind: 'syncing', detail: `the client does not have the head ${desk.awaitedHead} yet` }
  const ours = await isOurs(desk, labels.value, crossSafe)
  if (typeof ours !== 'boolean') return ours
  const node = await readNode(desk)
  return node.kind === 'ok' ? { kind: 'labels', ...labels.value, safeIsOurs: ours, node: node.value } : node
}

/** A denied block is offered again and again: what was told once is told again only with the next offer. */
async function readNode(desk: Desk): Promise<Answer<NodeAtPort>> {
  const { nodeHead, denials, offered } = desk
  const verdict = nodeHead === null ? null : await denials.of(nodeHead)
  if (verdict !== null && verdict.kind !== 'ok') return verdict
  desk.offered = null
  return { kind: 'ok', value: { onDeniedBranch: verdict?.value === 'denied', offered } }
}

/** A client that was told of a head it lacks is syncing until it has it, or until another head is taken. */
async function stillAwaits(desk: Desk): Promise<boolean> {
  if (desk.awaitedHead === null) return false
  const answer = await desk.block({ hash: desk.awaitedHead })
  if (answer.kind === 'ok' && answer.value !== null) desk.awaitedHead = null
  return desk.awaitedHead !== null
}

async function isOurs(desk: Desk, { safe }: Labels, crossSafe: BlockRef | null): Promise<boolean | Trouble> {
  if (safe === null || crossSafe === null || sameBlock(safe, desk.assertion.safe)) return true
  if (safe.number > crossSafe.number) return false
  const common = await desk.ancestry.commonAncestor(safe.hash, crossSafe)
  if (common.kind === 'block') return sameBlock(common.block, safe)
  // A client that lost our block cannot show that it is above its safe; nothing says the contrary either.
  return common.kind === 'unknown' ? true : common
}
