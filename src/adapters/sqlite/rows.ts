import * as Schema from 'effect/Schema'
import { StoreError } from '../../ports/store-error.ts'

/** Decodes what a row holds. What does not fit was not written by this program. */
export function decodeRow<S extends Schema.ConstraintDecoder<unknown>>(schema: S, row: unknown): S['Type'] {
  try {
    return Schema.decodeUnknownSync(schema)(row)
  } catch (cause) {
    const seen = cause instanceof Error ? cause.message : String(cause)
    const advice = 'move the data directory away to start from no facts, and keep it for examination'
    throw new StoreError('corrupt', `stored facts cannot be read back: ${seen}; ${advice}`, cause)
  }
}
