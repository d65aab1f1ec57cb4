import * as Effect from 'effect/Effect'
import * as Schema from 'effect/Schema'
import { dataSchema, hashSchema } from './json-values.ts'

/** Answers of the Engine API. Fields that a client leaves out where the specification says null are read as null. */

const absentAsNull = <S extends Schema.Constraint>(schema: S) =>
  Schema.NullOr(schema).pipe(Schema.withDecodingDefaultKey(Effect.succeed(null)))

export const payloadStatusSchema = Schema.Struct({
  status: Schema.Literals(['VALID', 'INVALID', 'SYNCING', 'ACCEPTED', 'INVALID_BLOCK_HASH']),
  latestValidHash: absentAsNull(hashSchema),
  validationError: absentAsNull(Schema.String),
})

export const forkchoiceResultSchema = Schema.Struct({
  payloadStatus: payloadStatusSchema,
  payloadId: absentAsNull(dataSchema),
})
