import * as Schema from 'effect/Schema'
import type { Receipt } from '../../derive/receipt.ts'
import { fromHex } from '../../wire/hex.ts'
import { addressSchema, dataSchema, hashSchema, quantitySchema } from '../../wire/json-values.ts'
import { bytesOfSize } from './bytes-of-size.ts'
import { uint64Schema } from './uint64.ts'

const logJsonSchema = Schema.Struct({
  address: addressSchema,
  topics: Schema.Array(hashSchema).check(Schema.isMaxLength(4)),
  data: dataSchema,
})

/** A typed transaction begins with its type, which must not be taken for the prefix of an RLP list. */
const typeSchema = quantitySchema.check(
  Schema.makeFilter((type) => type <= 0x7f, { expected: 'a transaction type up to 0x7f' }),
)

/** What a receipt commits to, of the much that `eth_getBlockReceipts` answers. Before Byzantium there was no status. */
export const receiptJsonSchema = Schema.Struct({
  type: typeSchema,
  status: Schema.Literals(['0x0', '0x1']),
  cumulativeGasUsed: uint64Schema,
  logsBloom: bytesOfSize(256),
  logs: Schema.Array(logJsonSchema),
  depositNonce: Schema.optionalKey(uint64Schema),
  depositReceiptVersion: Schema.optionalKey(uint64Schema),
})

type ReceiptJson = typeof receiptJsonSchema.Type

export function receiptFromJson({ status, logs, ...json }: ReceiptJson): Receipt {
  return {
    ...json,
    succeeded: status === '0x1',
    logs: logs.map((log) => ({ ...log, data: fromHex(log.data) })),
  }
}
