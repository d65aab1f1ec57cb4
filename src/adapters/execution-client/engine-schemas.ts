import * as Effect from 'effect/Effect'
import * as Schema from 'effect/Schema'
import type { ForkchoiceResult, PayloadStatus } from '../../ports/execution-client.ts'
import { dataSchema, hashSchema } from '../json-rpc/schemas.ts'
import { payloadJsonSchema, withdrawalSchema } from './payload-json.ts'

/** Answers of the Engine API. Fields that a client leaves out where the specification says null are read as null. */

const absentAsNull = <S extends Schema.Constraint>(schema: S) =>
  Schema.NullOr(schema).pipe(Schema.withDecodingDefaultKey(Effect.succeed(null)))

export const payloadStatusSchema: Schema.Decoder<PayloadStatus> = Schema.Struct({
  status: Schema.Literals(['VALID', 'INVALID', 'SYNCING', 'ACCEPTED', 'INVALID_BLOCK_HASH']),
  latestValidHash: absentAsNull(hashSchema),
  validationError: absentAsNull(Schema.String),
})

export const forkchoiceResultSchema: Schema.Decoder<ForkchoiceResult> = Schema.Struct({
  payloadStatus: payloadStatusSchema,
  payloadId: absentAsNull(dataSchema),
})

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
