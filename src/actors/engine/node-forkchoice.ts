import type { BlockRef, Hash } from '../../../machines/values.ts'
import type {
  BlockHeader,
  ForkchoiceResult,
  ForkchoiceState,
  PayloadAttributes,
} from '../../ports/execution-client.ts'
import type { Answer, Trouble } from '../../ports/trouble.ts'
import { allOf } from '../answers.ts'
import type { Ancestry } from './ancestry.ts'
import { abandoned, observed } from './assertion.ts'
import { type Desk, zeroHash } from './desk.ts'
import { readLabels } from './labels.ts'

type LabelHashes = Pick<ForkchoiceState, 'safeBlockHash' | 'finalizedBlockHash'>

/** A forkchoice of the rollup node in its turn: its head, our labels. */
export async function forwardForkchoice(
  desk: Desk,
  ancestry: Ancestry,
  state: ForkchoiceState,
  attributes: PayloadAttributes | null,
): Promise<Answer<ForkchoiceResult>> {
  const labels = await labelsUnder(desk, ancestry, state)
  if (labels.kind !== 'ok') return labels
  const { headBlockHash } = state
  const answer = await desk.client.forkchoiceUpdated(
    { headBlockHash, ...labels.value },
    attributes,
    desk.deadline(),
  )
  if (answer.kind === 'ok')
    desk.awaitedHead = answer.value.payloadStatus.status === 'SYNCING' ? headBlockHash : null
  return answer
}

/**
 * `safe` is the highest common ancestor of what we assert and the node's head: what we assert nearly
 * always, less when the node went to another branch. What cannot be placed leaves the labels as they are.
 */
async function labelsUnder(
  desk: Desk,
  ancestry: Ancestry,
  state: ForkchoiceState,
): Promise<Answer<LabelHashes>> {
  const { safe, finalized } = desk.assertion
  if (safe === null) return standingLabels(desk, ancestry, state)
  const common = await ancestry.commonAncestor(state.headBlockHash, safe)
  if (common.kind === 'unknown') return standingLabels(desk, ancestry, state)
  if (common.kind !== 'block') return common
  if (desk.assertion.doubt !== null && common.block.hash !== safe.hash) {
    const trouble = await settleByLabels(desk)
    return trouble ?? labelsUnder(desk, ancestry, state)
  }
  if (finalized !== null && common.block.number < finalized.number) return belowFinalized(state, finalized)
  if (finalized !== null) return labelsOf(common.block.hash, finalized.hash)
  const own = await desk.block({ tag: 'finalized' })
  return own.kind === 'ok' ? labelsOf(common.block.hash, notAbove(own.value, common.block)) : own
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

/**
 * The labels that the client has, said again: a zero hash would do the same on most clients, but
 * resets the labels on some. Without any, before our first command, the node's own finalized block
 * is the base on which that command will stand.
 */
async function standingLabels(
  desk: Desk,
  ancestry: Ancestry,
  { headBlockHash, finalizedBlockHash }: ForkchoiceState,
): Promise<Answer<LabelHashes>> {
  const labels = await allOf([desk.block({ tag: 'safe' }), desk.block({ tag: 'finalized' })])
  if (labels.kind !== 'ok') return labels
  const [safe = null, finalized = null] = labels.value
  if (safe === null) {
    const base = desk.assertion.safe === null ? finalizedBlockHash : zeroHash
    return labelsOf(base, base)
  }
  const common = await ancestry.commonAncestor(headBlockHash, safe)
  if (common.kind !== 'block' && common.kind !== 'unknown') return common
  const standing = common.kind === 'block' ? common.block : safe
  return labelsOf(standing.hash, notAbove(finalized, standing))
}

function notAbove(finalized: BlockHeader | null, safe: BlockRef): Hash {
  return finalized !== null && finalized.number <= safe.number ? finalized.hash : zeroHash
}

function labelsOf(safeBlockHash: Hash, finalizedBlockHash: Hash): Answer<LabelHashes> {
  return { kind: 'ok', value: { safeBlockHash, finalizedBlockHash } }
}

/** Never forwarded: what is finalized cannot be left, and the node tries again until somebody looks. */
function belowFinalized({ headBlockHash }: ForkchoiceState, finalized: BlockRef): Trouble {
  const detail = `head ${headBlockHash} leaves the finalized block ${finalized.number} ${finalized.hash}`
  return { kind: 'refused', code: -32_000, detail }
}
