import type { ForkchoiceResult, ForkchoiceState } from '../../ports/execution-client.ts'
import type { Answer } from '../../ports/trouble.ts'
import type { Desk } from './desk.ts'
import { labelsUnder } from './node-labels.ts'
import { unsaid } from './standing.ts'

export type SendForkchoice = (labelled: ForkchoiceState) => Promise<Answer<ForkchoiceResult>>

/** Whoever named the head, the labels are ours. What the client makes of it is noted. */
export async function sendLabelled(
  desk: Desk,
  state: ForkchoiceState,
  send: SendForkchoice,
): Promise<Answer<ForkchoiceResult>> {
  const labelling = await labelsUnder(desk, state)
  if (labelling.kind !== 'ok') return labelling
  const { headBlockHash } = state
  const { labels, unchanged } = labelling.value
  const first = await send({ headBlockHash, ...labels })
  // A client that takes no `safe` above the head, not even the one it has, keeps it under zero hashes.
  const isRefused = first.kind === 'refused' && first.code === invalidForkchoiceState
  const answer = isRefused && unchanged ? await send({ headBlockHash, ...unsaid }) : first
  if (answer.kind === 'ok')
    desk.awaitedHead = answer.value.payloadStatus.status === 'SYNCING' ? headBlockHash : null
  return answer
}

export const invalidForkchoiceState = -38_002
