import type { FetchOutcome, Work } from '../../../machines/attester/outcomes.ts'
import type { ExecutionClientPort } from '../../ports/execution-client.ts'
import { encodeEnvelope } from '../../wire/envelope.ts'
import type { ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import type { Workbench } from './workbench.ts'

/** Takes the whole block from the execution client and lays its encoding on the bench. */
export async function fetchBlock(
  executionClient: ExecutionClientPort,
  bench: Workbench,
  { number, hash }: Work,
  signal: AbortSignal,
): Promise<FetchOutcome> {
  const answer = await executionClient.payload(hash, signal)
  if (answer.kind !== 'ok') return answer
  if (answer.value === null) {
    return { kind: 'missing', detail: `${executionClient.name} lacks block ${number} ${hash}` }
  }
  const { payload } = answer.value
  if (payload.blockHash !== hash || payload.blockNumber !== number) {
    const seen = `block ${payload.blockNumber} ${payload.blockHash}`
    return { kind: 'malformed', detail: `${executionClient.name}: asked for ${number} ${hash}, got ${seen}` }
  }
  bench.body = { hash, envelope: forTheWire(answer.value) }
  return { kind: 'fetched', timestamp: payload.timestamp, parentHash: payload.parentHash }
}

/** The blocks topic carries Isthmus blocks; an older one is attested by its head alone. */
function forTheWire(envelope: ExecutionPayloadEnvelope): Uint8Array | null {
  return envelope.version === 4 ? encodeEnvelope(envelope) : null
}
