import type { Hash } from '../../../machines/values.ts'
import type { ForkchoiceResult, PayloadAttributes } from '../../ports/execution-client.ts'
import type { Answer, Trouble } from '../../ports/trouble.ts'
import type { EnvelopeVersion, ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import type { Desk } from './desk.ts'
import { hashesOf, type LabelHashes, readStanding } from './standing.ts'

export interface BuildOrder {
  readonly parent: Hash
  readonly attributes: PayloadAttributes
  readonly version: EnvelopeVersion
}

/**
 * Has the client build a block on one of its own, and leaves head and labels as they were: a client
 * that went back to the parent for it is brought to its head again.
 */
export async function build(desk: Desk, order: BuildOrder): Promise<Answer<ExecutionPayloadEnvelope>> {
  const [head, standing] = await Promise.all([headHash(desk), readStanding(desk.block)])
  if (head.kind !== 'ok') return head
  if (standing.kind !== 'ok') return standing
  const labels = hashesOf(standing.value)
  const built = await beginAndTake(desk, order, labels)
  return (await comeBack(desk, head.value, labels)) ?? built
}

async function beginAndTake(
  { client, deadline }: Desk,
  { parent: headBlockHash, attributes, version }: BuildOrder,
  labels: LabelHashes,
): Promise<Answer<ExecutionPayloadEnvelope>> {
  const begun = await client.forkchoiceUpdated({ headBlockHash, ...labels }, attributes, deadline())
  if (begun.kind !== 'ok') return begun
  const { payloadId } = begun.value
  if (payloadId === null) return notBegun(headBlockHash, begun.value)
  return client.getPayload(payloadId, version, deadline())
}

async function comeBack(desk: Desk, headBlockHash: Hash, labels: LabelHashes): Promise<Trouble | null> {
  const now = await headHash(desk)
  if (now.kind !== 'ok') return now
  if (now.value === headBlockHash) return null
  const answer = await desk.client.forkchoiceUpdated({ headBlockHash, ...labels }, null, desk.deadline())
  return answer.kind === 'ok' ? null : answer
}

async function headHash({ block }: Desk): Promise<Answer<Hash>> {
  const answer = await block({ tag: 'latest' })
  if (answer.kind !== 'ok') return answer
  if (answer.value === null) return { kind: 'malformed', detail: 'the client has no latest block' }
  return { kind: 'ok', value: answer.value.hash }
}

function notBegun(parent: Hash, { payloadStatus }: ForkchoiceResult): Trouble {
  const { status, validationError } = payloadStatus
  const why = validationError === null ? '' : `: ${validationError}`
  const detail = `asked to build on ${parent}, the client answers ${status} without a payload id${why}`
  return { kind: 'refused', code: -32_000, detail }
}
