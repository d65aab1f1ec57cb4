import * as Schema from 'effect/Schema'
import type { SealedHeader } from '../../derive/header.ts'
import {
  addressSchema,
  bigQuantitySchema,
  dataSchema,
  hashSchema,
  quantitySchema,
} from '../../wire/json-values.ts'
import { bytesOfSize } from './bytes-of-size.ts'
import { uint64Schema } from './uint64.ts'

/** A header as `eth_getBlockBy…` answers it; the hash is the one it is said to have. Unknown fields are passed over. */
export const headerJsonSchema = Schema.Struct({
  hash: hashSchema,
  parentHash: hashSchema,
  sha3Uncles: hashSchema,
  miner: addressSchema,
  stateRoot: hashSchema,
  transactionsRoot: hashSchema,
  receiptsRoot: hashSchema,
  logsBloom: bytesOfSize(256),
  difficulty: bigQuantitySchema,
  number: quantitySchema,
  gasLimit: uint64Schema,
  gasUsed: uint64Schema,
  timestamp: quantitySchema,
  extraData: dataSchema,
  mixHash: hashSchema,
  nonce: bytesOfSize(8),
  baseFeePerGas: orAbsent(bigQuantitySchema),
  withdrawalsRoot: orAbsent(hashSchema),
  blobGasUsed: orAbsent(uint64Schema),
  excessBlobGas: orAbsent(uint64Schema),
  parentBeaconBlockRoot: orAbsent(hashSchema),
  requestsHash: orAbsent(hashSchema),
})

type HeaderJson = typeof headerJsonSchema.Type

export function headerFromJson({ sha3Uncles, miner, ...json }: HeaderJson): SealedHeader {
  const header = { ...json, ommersHash: sha3Uncles, beneficiary: miner }
  return Object.fromEntries(
    Object.entries(header).filter(([, value]) => value !== null),
  ) as unknown as SealedHeader
}

/** Clients write null for what a later fork brings, or nothing. */
function orAbsent<S extends Schema.Top>(schema: S) {
  return Schema.optionalKey(Schema.NullOr(schema))
}
