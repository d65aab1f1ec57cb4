import type { OfferedBlock } from '../../ports/engine-gate.ts'
import type { PayloadStatus } from '../../ports/execution-client.ts'
import type { Answer } from '../../ports/trouble.ts'
import type { Desk } from './desk.ts'

/** A payload of the rollup node in its turn. What is forwarded or refused teaches its parent. */
export async function forwardPayload(
  desk: Desk,
  block: OfferedBlock,
  send: () => Promise<Answer<PayloadStatus>>,
): Promise<Answer<PayloadStatus>> {
  const verdict = await desk.denials.ofPayload(block)
  if (verdict.kind !== 'ok') return verdict
  if (verdict.value === 'unknown') return { kind: 'ok', value: syncing }
  if (verdict.value === 'denied') return refuse(desk, block)
  const answer = await send()
  if (answer.kind === 'ok' && answer.value.status === 'VALID') desk.links.add(block)
  return answer
}

function refuse(desk: Desk, block: OfferedBlock): Answer<PayloadStatus> {
  const { number, hash } = block
  desk.links.add(block)
  desk.offered = { number, hash }
  return { kind: 'ok', value: denied }
}

const syncing: PayloadStatus = { status: 'SYNCING', latestValidHash: null, validationError: null }

const denied: PayloadStatus = {
  status: 'INVALID',
  latestValidHash: null,
  validationError: 'the block, or an ancestor, was replaced by its deposits',
}
