import * as Schema from 'effect/Schema'
import type { Hash } from '../../../machines/values.ts'
import { encodeTransaction } from '../../derive/transaction/encode-transaction.ts'
import type { Answer } from '../../ports/trouble.ts'
import { blockHashOf } from '../../wire/block-hash.ts'
import { type Decoded, ok } from '../../wire/decoded.ts'
import type { ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import type { JsonRpc } from '../json-rpc/client.ts'
import { transactionFromJson } from '../json-rpc/transaction-json.ts'
import { blockJsonFields, envelopeFromJson } from './block-json.ts'
import { withdrawalSchema } from './payload-json.ts'

const method = 'eth_getBlockByHash'

const blockSchema = Schema.NullOr(
  Schema.Struct({
    ...blockJsonFields,
    transactions: Schema.Array(Schema.Unknown),
    withdrawals: Schema.Array(withdrawalSchema),
  }),
)

/**
 * A block as an envelope where only the open port of a client can be asked, without the Engine API: its
 * transactions come as JSON and become bytes again. The block hash shows that they are the right ones.
 */
export async function openBlock(
  rpc: JsonRpc,
  hash: Hash,
  signal: AbortSignal,
): Promise<Answer<ExecutionPayloadEnvelope | null>> {
  const block = await rpc.call(blockSchema, method, [hash, true], signal)
  if (block.kind !== 'ok' || block.value === null) return block as Answer<null>
  const { withdrawals } = block.value
  const transactions = encodeAll(block.value.transactions)
  if (transactions.kind === 'malformed')
    return { kind: 'malformed', detail: `${rpc.name} ${method}: ${transactions.reason}` }
  const envelope = envelopeFromJson(block.value, { transactions: transactions.value, withdrawals })
  if (envelope.payload.blockHash === hash && blockHashOf(envelope) === hash)
    return { kind: 'ok', value: envelope }
  return {
    kind: 'malformed',
    detail: `${rpc.name} ${method}: what it says of ${hash} does not give that hash`,
  }
}

function encodeAll(transactions: readonly unknown[]): Decoded<readonly Uint8Array[]> {
  const encoded: Uint8Array[] = []
  for (const [index, json] of transactions.entries()) {
    const read = transactionFromJson(json)
    if (read.kind === 'malformed') return { ...read, reason: `transaction ${index}: ${read.reason}` }
    encoded.push(encodeTransaction(read.value))
  }
  return ok(encoded)
}
