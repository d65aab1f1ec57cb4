import type { ExecutionClientPort, ForkchoiceState, PayloadAttributes } from '../../ports/execution-client.ts'
import type { Answer } from '../../ports/trouble.ts'
import type { EnvelopeVersion, ExecutionPayloadEnvelope } from '../../wire/payload.ts'

/**
 * A sequencer's round with its execution client: start building on the head, take the payload,
 * import it, make it the head. Throws when the client does anything else; the sequencer tries again.
 */
export async function sealBlock(
  client: ExecutionClientPort,
  state: ForkchoiceState,
  attributes: PayloadAttributes,
  signal: AbortSignal,
  version: EnvelopeVersion = 3,
): Promise<ExecutionPayloadEnvelope> {
  const envelope = await buildPayload(client, state, attributes, signal, version)
  const adopted = { ...state, headBlockHash: envelope.payload.blockHash }
  const { payloadStatus } = ok('forkchoiceUpdated', await client.forkchoiceUpdated(adopted, null, signal))
  expectValid('forkchoiceUpdated', payloadStatus.status)
  return envelope
}

/** Builds and imports a block on the head without adopting it. */
export async function buildPayload(
  client: ExecutionClientPort,
  state: ForkchoiceState,
  attributes: PayloadAttributes,
  signal: AbortSignal,
  version: EnvelopeVersion = 3,
): Promise<ExecutionPayloadEnvelope> {
  const { payloadStatus, payloadId } = ok(
    'forkchoiceUpdated',
    await client.forkchoiceUpdated(state, attributes, signal),
  )
  expectValid('forkchoiceUpdated', payloadStatus.status)
  if (payloadId === null) throw new Error('the execution client gave no payload id for valid attributes')
  const envelope = ok('getPayload', await client.getPayload(payloadId, version, signal))
  expectValid('newPayload', ok('newPayload', await client.newPayload(envelope, signal)).status)
  return envelope
}

function ok<T>(method: string, answer: Answer<T>): T {
  if (answer.kind === 'ok') return answer.value
  throw new Error(`${method}: ${answer.kind}: ${answer.detail}`)
}

function expectValid(method: string, status: string): void {
  if (status !== 'VALID') throw new Error(`${method}: expected VALID, the execution client said ${status}`)
}
