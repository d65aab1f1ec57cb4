import * as Schema from 'effect/Schema'
import type { ForkchoiceState } from '../../ports/execution-client.ts'
import { hashSchema } from '../../wire/json-values.ts'

/** What the port reads of calls and answers, as far as a rule needs it; all else is passed on unread. */

export const State: Schema.Decoder<ForkchoiceState> = Schema.Struct({
  headBlockHash: hashSchema,
  safeBlockHash: hashSchema,
  finalizedBlockHash: hashSchema,
})

/** The envelope of an answer. The result is kept unread. */
export const Envelope = Schema.fromJsonString(
  Schema.Struct({
    result: Schema.optionalKey(Schema.Unknown),
    error: Schema.optionalKey(Schema.NullOr(Schema.Struct({ code: Schema.Int, message: Schema.String }))),
  }),
)
