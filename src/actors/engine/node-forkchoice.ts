import type { Hash } from '../../../machines/values.ts'
import type { ForkchoiceResult, ForkchoiceState } from '../../ports/execution-client.ts'
import type { Answer, Trouble } from '../../ports/trouble.ts'
import type { Desk } from './desk.ts'
import { invalidForkchoiceState, type SendForkchoice, sendLabelled } from './labelled.ts'
import { restoreReplacement } from './restore.ts'

/**
 * A forkchoice of the rollup node in its turn: its head, our labels. A denied head is refused with the
 * one code that makes the node reset, each time: it swallows a single one in some situations, and
 * INVALID can end its process. A head that nobody can place is kept from the client, which would fetch
 * it from its peers, past all that is refused here.
 */
export async function forwardForkchoice(
  desk: Desk,
  state: ForkchoiceState,
  send: SendForkchoice,
): Promise<Answer<ForkchoiceResult>> {
  const { headBlockHash } = state
  desk.nodeHead = headBlockHash
  const verdict = await desk.denials.of(headBlockHash)
  if (verdict.kind !== 'ok') return verdict
  // A reset helps once the client names another head; until then the node is to ask again.
  if (verdict.value === 'denied') return (await restoreReplacement(desk)) ?? deniedHead(headBlockHash)
  return verdict.value === 'unknown' ? syncing : sendLabelled(desk, state, send)
}

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
