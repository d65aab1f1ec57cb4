import * as Schema from 'effect/Schema'
import { bigQuantitySchema } from '../../wire/json-values.ts'

/** A quantity that RLP has eight bytes for. */
export const uint64Schema = bigQuantitySchema.check(
  Schema.makeFilter((value) => value < 1n << 64n, { expected: 'a quantity of at most 8 bytes' }),
)
