import * as Effect from 'effect/Effect'
import * as Schema from 'effect/Schema'
import * as Transformation from 'effect/SchemaTransformation'
import type { Hash } from '../../../machines/values.ts'
import type { ForkchoiceResult, ForkchoiceState, PayloadStatus } from '../../ports/execution-client.ts'

/** What the port reads of calls and answers, as far as a rule needs it; all else is passed on unread. */

/** Lower case whatever came, because hashes are compared as strings. */
export const HashText = Schema.TemplateLiteral(['0x', Schema.String])
  .check(Schema.isPattern(/^0x[0-9a-fA-F]{64}$/, { expected: '32 bytes of hex' }))
  .pipe(Schema.decode(Transformation.transform<Hash, Hash>({ decode: lowerCase, encode: (text) => text })))

/** A height, refused beyond 2^53. */
export const HeightText = Schema.String.check(Schema.isPattern(/^0x[0-9a-fA-F]{1,16}$/)).pipe(
  Schema.decodeTo(
    Schema.Int,
    Transformation.transform({ decode: Number, encode: (height: number) => `0x${height.toString(16)}` }),
  ),
)

export const State: Schema.Decoder<ForkchoiceState> = Schema.Struct({
  headBlockHash: HashText,
  safeBlockHash: HashText,
  finalizedBlockHash: HashText,
})

/** Fields that clients leave out where the specification says null. */
const orNull = <S extends Schema.Constraint>(schema: S) =>
  Schema.NullOr(schema).pipe(Schema.withDecodingDefaultKey(Effect.succeed(null)))

export const Status: Schema.Decoder<PayloadStatus> = Schema.Struct({
  status: Schema.Literals(['VALID', 'INVALID', 'SYNCING', 'ACCEPTED', 'INVALID_BLOCK_HASH']),
  latestValidHash: orNull(HashText),
  validationError: orNull(Schema.String),
})

export const Forkchoice: Schema.Decoder<ForkchoiceResult> = Schema.Struct({
  payloadStatus: Status,
  payloadId: orNull(Schema.String),
})

/** The envelope of an answer. The result is kept unread. */
export const Envelope = Schema.fromJsonString(
  Schema.Struct({
    result: Schema.optionalKey(Schema.Unknown),
    error: Schema.optionalKey(Schema.NullOr(Schema.Struct({ code: Schema.Int, message: Schema.String }))),
  }),
)

function lowerCase(text: Hash): Hash {
  return text.toLowerCase() as Hash
}
