import type { Hash } from '../../../machines/values.ts'
import type { ForkchoiceResult, ForkchoiceState } from '../../ports/execution-client.ts'
import type { Answer, Trouble } from '../../ports/trouble.ts'
import type { Desk } from './desk.ts'
import { type Labelling, labelsUnder } from './node-labels.ts'
import { unsaid } from './standing.ts'

type Send = (labelled: ForkchoiceState) => Promise<Answer<ForkchoiceResult>>

/**
 * A forkchoice of the rollup node in its turn: its head, our labels. A denied head is refused with the
 * one code that makes the node reset, each time: it swallows a single one in some situations, and
 * INVALID can end its process. A head that nobody can place is kept from the client, which would fetch
 * it from its peers, past all that is refused here.
 */
export async function forwardForkchoice(
  desk: Desk,
  state: ForkchoiceState,
  send: Send,
): Promise<Answer<ForkchoiceResult>> {
  const { headBlockHash } = state
  desk.nodeHead = headBlockHash
  const verdict = await desk.denials.of(headBlockHash)
  if (verdict.kind !== 'ok') return verdict
  if (verdict.value === 'denied') return deniedHead(headBlockHash)
  if (verdict.value === 'unknown') return syncing
  const labelling = await labelsUnder(desk, state)
  if (labelling.kind !== 'ok') return labelling
  const answer = await sendLabelled(headBlockHash, labelling.value, send)
  if (answer.kind === 'ok')
    desk.awaitedHead = answer.value.payloadStatus.status === 'SYNCING' ? headBlockHash : null
  return answer
}

/** A client that takes no `safe` above the head, not even the one it has, keeps it under zero hashes. */
async function sendLabelled(
  headBlockHash: Hash,
  { labels, unchanged }: Labelling,
  send: Send,
): Promise<Answer<ForkchoiceResult>> {
  const answer = await send({ headBlockHash, ...labels })
  const isRefused = answer.kind === 'refused' && answer.code === invalidForkchoiceState
  return isRefused && unchanged ? send({ headBlockHash, ...unsaid }) : answer
}

const invalidForkchoiceState = -38_002

function deniedHead(head: Hash): Trouble {
  const detail = `head ${head} is on a branch that was replaced; reset, and derive from the labels again`
  return { kind: 'refused', code: invalidForkchoiceState, detail }
}

const syncing: Answer<ForkchoiceResult> = {
  kind: 'ok',
  value: {
    payloadStatus: { status: 'SYNCING', latestValidHash: null, validationError: null },
    payloadId: null,
  },
}
