import * as Schema from 'effect/Schema'
import type { Hash } from '../../../machines/values.ts'
import type { Answer } from '../../ports/trouble.ts'
import { blockHashOf } from '../../wire/block-hash.ts'
import { fromHex } from '../../wire/hex.ts'
import {
  addressSchema,
  bigQuantitySchema,
  dataSchema,
  hashSchema,
  quantitySchema,
} from '../../wire/json-values.ts'
import type { ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import type { JsonRpc } from '../json-rpc/client.ts'
import { payloadBodiesSchema } from './engine-schemas.ts'

/**
 * A block as an envelope, put together from its header and its body, because no call of the Engine
 * API gives back a payload that was not just built. The block hash shows that nothing is missing.
 */
export async function wholeBlock(
  rpc: JsonRpc,
  hash: Hash,
  signal: AbortSignal,
): Promise<Answer<ExecutionPayloadEnvelope | null>> {
  const header = await rpc.call(Schema.NullOr(headerSchema), 'eth_getBlockByHash', [hash, false], signal)
  if (header.kind !== 'ok') return header
  const bodies = await rpc.call(payloadBodiesSchema, 'engine_getPayloadBodiesByHashV1', [[hash]], signal)
  if (bodies.kind !== 'ok') return bodies
  const [body] = bodies.value
  if (header.value === null || body === null) return { kind: 'ok', value: null }
  const envelope = assemble(header.value, body)
  if (envelope.payload.blockHash === hash && blockHashOf(envelope) === hash)
    return { kind: 'ok', value: envelope }
  return { kind: 'malformed', detail: `${rpc.name}: header and body of ${hash} do not give that hash` }
}

const headerSchema = Schema.Struct({
  parentHash: hashSchema,
  miner: addressSchema,
  stateRoot: hashSchema,
  receiptsRoot: hashSchema,
  logsBloom: dataSchema,
  mixHash: hashSchema,
  number: quantitySchema,
  gasLimit: bigQuantitySchema,
  gasUsed: bigQuantitySchema,
  timestamp: quantitySchema,
  extraData: dataSchema,
  baseFeePerGas: bigQuantitySchema,
  hash: hashSchema,
  blobGasUsed: bigQuantitySchema,
  excessBlobGas: bigQuantitySchema,
  parentBeaconBlockRoot: hashSchema,
  withdrawalsRoot: hashSchema,
  /** Present from Isthmus on, and what tells a V4 block from a V3 one. */
  requestsHash: Schema.optionalKey(hashSchema),
})

type Header = typeof headerSchema.Type
type Body = NonNullable<(typeof payloadBodiesSchema.Type)[0]>

function assemble(header: Header, body: Body): ExecutionPayloadEnvelope {
  const isthmus = header.requestsHash !== undefined
  return {
    version: isthmus ? 4 : 3,
    parentBeaconBlockRoot: header.parentBeaconBlockRoot,
    payload: {
      parentHash: header.parentHash,
      feeRecipient: header.miner,
      stateRoot: header.stateRoot,
      receiptsRoot: header.receiptsRoot,
      logsBloom: header.logsBloom,
      prevRandao: header.mixHash,
      blockNumber: header.number,
      gasLimit: header.gasLimit,
      gasUsed: header.gasUsed,
      timestamp: header.timestamp,
      extraData: header.extraData,
      baseFeePerGas: header.baseFeePerGas,
      blockHash: header.hash,
      transactions: body.transactions.map(fromHex),
      withdrawals: body.withdrawals ?? [],
      blobGasUsed: header.blobGasUsed,
      excessBlobGas: header.excessBlobGas,
      ...(isthmus && { withdrawalsRoot: header.withdrawalsRoot }),
    },
  }
}
