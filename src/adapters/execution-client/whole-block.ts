import * as Schema from 'effect/Schema'
import type { Hash } from '../../../machines/values.ts'
import type { Answer } from '../../ports/trouble.ts'
import { blockHashOf } from '../../wire/block-hash.ts'
import { fromHex } from '../../wire/hex.ts'
import type { ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import type { JsonRpc } from '../json-rpc/client.ts'
import { blockJsonFields, envelopeFromJson } from './block-json.ts'
import { payloadBodiesSchema } from './engine-schemas.ts'

const headerSchema = Schema.NullOr(Schema.Struct(blockJsonFields))

/**
 * A block as an envelope, put together from its header and its body, because no call of the Engine
 * API gives back a payload that was not just built. The block hash shows that nothing is missing.
 */
export async function wholeBlock(
  rpc: JsonRpc,
  hash: Hash,
  signal: AbortSignal,
): Promise<Answer<ExecutionPayloadEnvelope | null>> {
  const header = await rpc.call(headerSchema, 'eth_getBlockByHash', [hash, false], signal)
  if (header.kind !== 'ok') return header
  const bodies = await rpc.call(payloadBodiesSchema, 'engine_getPayloadBodiesByHashV1', [[hash]], signal)
  if (bodies.kind !== 'ok') return bodies
  const [body] = bodies.value
  if (header.value === null || body === null) return { kind: 'ok', value: null }
  const { transactions, withdrawals } = body
  const envelope = envelopeFromJson(header.value, {
    transactions: transactions.map(fromHex),
    withdrawals: withdrawals ?? [],
  })
  if (envelope.payload.blockHash === hash && blockHashOf(envelope) === hash)
    return { kind: 'ok', value: envelope }
  return { kind: 'malformed', detail: `${rpc.name}: header and body of ${hash} do not give that hash` }
}
