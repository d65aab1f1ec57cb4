import * as Schema from 'effect/Schema'
import type { BlockHeader } from '../../ports/execution-client.ts'
import { hashSchema, quantitySchema } from '../../wire/json-values.ts'

/** The part of an `eth_getBlockBy…` answer that every reader needs. */
export const blockHeaderSchema: Schema.Decoder<BlockHeader> = Schema.Struct({
  number: quantitySchema,
  hash: hashSchema,
  parentHash: hashSchema,
  timestamp: quantitySchema,
})
