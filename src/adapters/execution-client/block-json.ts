import * as Schema from 'effect/Schema'
import {
  addressSchema,
  bigQuantitySchema,
  dataSchema,
  hashSchema,
  quantitySchema,
} from '../../wire/json-values.ts'
import type { ExecutionPayloadEnvelope, Withdrawal } from '../../wire/payload.ts'
import { bytesOfSize } from '../json-rpc/bytes-of-size.ts'
import { uint64Schema } from '../json-rpc/uint64.ts'

/** The header of a block since Ecotone, as `eth_getBlockBy…` answers it. */
export const blockJsonFields = {
  parentHash: hashSchema,
  miner: addressSchema,
  stateRoot: hashSchema,
  receiptsRoot: hashSchema,
  logsBloom: bytesOfSize(256),
  mixHash: hashSchema,
  number: quantitySchema,
  gasLimit: uint64Schema,
  gasUsed: uint64Schema,
  timestamp: quantitySchema,
  extraData: dataSchema,
  baseFeePerGas: bigQuantitySchema,
  hash: hashSchema,
  blobGasUsed: uint64Schema,
  excessBlobGas: uint64Schema,
  parentBeaconBlockRoot: hashSchema,
  withdrawalsRoot: hashSchema,
  /** Present from Isthmus on, and what tells a V4 block from a V3 one. */
  requestsHash: Schema.optionalKey(hashSchema),
}

const blockJsonSchema = Schema.Struct(blockJsonFields)

export interface BlockBody {
  readonly transactions: readonly Uint8Array[]
  readonly withdrawals: readonly Withdrawal[]
}

/** The block hash shows whether header and body belong together: it is to be computed, not believed. */
export function envelopeFromJson(
  header: typeof blockJsonSchema.Type,
  { transactions, withdrawals }: BlockBody,
): ExecutionPayloadEnvelope {
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
      transactions,
      withdrawals,
      blobGasUsed: header.blobGasUsed,
      excessBlobGas: header.excessBlobGas,
      ...(isthmus && { withdrawalsRoot: header.withdrawalsRoot }),
    },
  }
}
