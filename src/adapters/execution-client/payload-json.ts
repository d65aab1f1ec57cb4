import * as Schema from 'effect/Schema'
import { fromHex, toHex } from '../../wire/hex.ts'
import {
  addressSchema,
  bigQuantitySchema,
  dataSchema,
  hashSchema,
  quantitySchema,
} from '../../wire/json-values.ts'
import type { ExecutionPayload, Hex, Withdrawal } from '../../wire/payload.ts'
import { bytesOfSize } from '../json-rpc/bytes-of-size.ts'
import { uint64Schema } from '../json-rpc/uint64.ts'

/** ExecutionPayloadV3 and V4 as the Engine API writes them in JSON. */

export const withdrawalSchema: Schema.Decoder<Withdrawal> = Schema.Struct({
  index: uint64Schema,
  validatorIndex: uint64Schema,
  address: addressSchema,
  amount: uint64Schema,
})

/** The transactions stay hex here: turning them into bytes is {@link payloadFromJson}'s. */
export const payloadJsonSchema = Schema.Struct({
  parentHash: hashSchema,
  feeRecipient: addressSchema,
  stateRoot: hashSchema,
  receiptsRoot: hashSchema,
  logsBloom: bytesOfSize(256),
  prevRandao: hashSchema,
  blockNumber: quantitySchema,
  gasLimit: uint64Schema,
  gasUsed: uint64Schema,
  timestamp: quantitySchema,
  extraData: dataSchema,
  baseFeePerGas: bigQuantitySchema,
  blockHash: hashSchema,
  transactions: Schema.Array(dataSchema),
  withdrawals: Schema.Array(withdrawalSchema),
  blobGasUsed: uint64Schema,
  excessBlobGas: uint64Schema,
  withdrawalsRoot: Schema.optionalKey(hashSchema),
})

type DecodedPayloadJson = typeof payloadJsonSchema.Type

export function payloadFromJson({
  transactions,
  withdrawalsRoot,
  ...rest
}: DecodedPayloadJson): ExecutionPayload {
  return {
    ...rest,
    transactions: transactions.map(fromHex),
    ...(withdrawalsRoot !== undefined && { withdrawalsRoot }),
  }
}

export function payloadToJson(payload: ExecutionPayload): Record<string, unknown> {
  return {
    ...payload,
    blockNumber: quantity(payload.blockNumber),
    gasLimit: quantity(payload.gasLimit),
    gasUsed: quantity(payload.gasUsed),
    timestamp: quantity(payload.timestamp),
    baseFeePerGas: quantity(payload.baseFeePerGas),
    transactions: payload.transactions.map(toHex),
    withdrawals: payload.withdrawals.map(withdrawalToJson),
    blobGasUsed: quantity(payload.blobGasUsed),
    excessBlobGas: quantity(payload.excessBlobGas),
  }
}

function withdrawalToJson({ index, validatorIndex, address, amount }: Withdrawal) {
  return {
    index: quantity(index),
    validatorIndex: quantity(validatorIndex),
    address,
    amount: quantity(amount),
  }
}

export function quantity(value: number | bigint): Hex {
  return `0x${value.toString(16)}`
}
