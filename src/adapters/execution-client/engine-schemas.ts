import * as Schema from 'effect/Schema'
import { dataSchema, hashSchema } from '../../wire/json-values.ts'
import { payloadJsonSchema, withdrawalSchema } from './payload-json.ts'

/** OP clients repeat the attributes' parent beacon block root here, others do not. */
export const builtPayloadSchema = Schema.Struct({
  executionPayload: payloadJsonSchema,
  parentBeaconBlockRoot: Schema.optionalKey(hashSchema),
})

export const payloadBodiesSchema = Schema.Tuple([
  Schema.NullOr(
    Schema.Struct({
      transactions: Schema.Array(dataSchema),
      withdrawals: Schema.NullOr(Schema.Array(withdrawalSchema)),
    }),
  ),
])
