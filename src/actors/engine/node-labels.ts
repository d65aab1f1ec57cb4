import type { BlockRef, Hash } from '../../../machines/values.ts'
import type { ForkchoiceState } from '../../ports/execution-client.ts'
import type { Answer, Trouble } from '../../ports/trouble.ts'
import { abandoned, observed } from './assertion.ts'
import { type Desk, zeroHash } from './desk.ts'
import { readLabels } from './labels.ts'
import { hashesOf, type LabelHashes, notAbove, readStanding } from './standing.ts'

export interface Labelling {
  readonly labels: LabelHashes
  /** The client has them already, perhaps above the head. */
  readonly unchanged: boolean
}

/**
 * What the labels are under a head of the rollup node: ours, when the head is on the branch of what we
 * assert, at or above it. A head below it is a node on its way back there, and moves no label. On
 * another branch `safe` is the highest common ancestor. What cannot be placed moves no label either.
 */
export async function labelsUnder(desk: Desk, state: ForkchoiceState): Promise<Answer<Labelling>> {
  const { safe, finalized, doubt } = desk.assertion
  if (safe === null) return fittingLabels(desk, state)
  const common = await desk.ancestry.commonAncestor(state.headBlockHash, safe)
  if (common.kind === 'unknown') return fittingLabels(desk, state)
  if (common.kind !== 'block') return common
  const { block } = common
  const leavesFinalized = finalized !== null && block.number < finalized.number
  const isReached = block.hash === safe.hash
  if (!isReached && !leavesFinalized && block.hash === state.headBlockHash) return unchangedLabels(desk)
  if (!isReached && doubt !== null) {
    const trouble = await settleByLabels(desk)
    return trouble ?? labelsUnder(desk, state)
  }
  if (leavesFinalized) return belowFinalized(state, finalized)
  if (finalized !== null) return labelling(block.hash, finalized.hash)
  const own = await desk.block({ tag: 'finalized' })
  return own.kind === 'ok' ? labelling(block.hash, notAbove(own.value, block)) : own
}

/**
 * The node does not lead to a target that nobody saw taken: either the client shows it and it ends
 * here, or it is not asserted any more. Its ancestors were never promoted, so nothing rises to them.
 */
async function settleByLabels(desk: Desk): Promise<Trouble | null> {
  const labels = await readLabels(desk.block)
  if (labels.kind !== 'ok') return labels
  desk.assertion = abandoned(observed(desk.assertion, labels.value))
  return null
}

/** The labels that the client has, said again, even where they stand above the head. */
async function unchangedLabels(desk: Desk): Promise<Answer<Labelling>> {
  const standing = await readStanding(desk.block)
  if (standing.kind !== 'ok') return standing
  return { kind: 'ok', value: { labels: hashesOf(standing.value), unchanged: true } }
}

/**
 * The labels that the client has, as far as they fit under the head. Without any, before our first
 * command, the node's own finalized block is the base on which that command will stand.
 */
async function fittingLabels(
  { block, ancestry, assertion }: Desk,
  { headBlockHash, finalizedBlockHash }: ForkchoiceState,
): Promise<Answer<Labelling>> {
  const standing = await readStanding(block)
  if (standing.kind !== 'ok') return standing
  const { safe, finalized } = standing.value
  if (safe === null) {
    const base = assertion.safe === null ? finalizedBlockHash : zeroHash
    return labelling(base, base)
  }
  const common = await ancestry.commonAncestor(headBlockHash, safe)
  if (common.kind !== 'block' && common.kind !== 'unknown') return common
  const fitting = common.kind === 'block' ? common.block : safe
  return labelling(fitting.hash, notAbove(finalized, fitting))
}

function labelling(safeBlockHash: Hash, finalizedBlockHash: Hash): Answer<Labelling> {
  return { kind: 'ok', value: { labels: { safeBlockHash, finalizedBlockHash }, unchanged: false } }
}

/** Never forwarded: what is finalized cannot be left, and the node tries again until somebody looks. */
function belowFinalized({ headBlockHash }: ForkchoiceState, finalized: BlockRef): Trouble {
  const detail = `head ${headBlockHash} leaves the finalized block ${finalized.number} ${finalized.hash}`
  return { kind: 'refused', code: -32_000, detail }
}
