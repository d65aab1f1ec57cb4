import * as Schema from 'effect/Schema'
import * as SchemaTransformation from 'effect/SchemaTransformation'
import type { Hash } from '../../../machines/values.ts'
import { addressSchema, hashSchema } from '../../wire/json-values.ts'

/** Fields of configuration files. Nodes write numbers as numbers, and some of them as hex quantities. */

export const unsigned = within(0, Number.MAX_SAFE_INTEGER, 'a whole number from 0 to 2^53 - 1')

export const positive = within(1, Number.MAX_SAFE_INTEGER, 'a whole number from 1 to 2^53 - 1')

export const nonZeroHash = hashSchema.check(
  Schema.makeFilter((hash: string) => !isZero(hash), { expected: 'a hash that is not zero' }),
)

export const nonZeroAddress = addressSchema.check(
  Schema.makeFilter((address: string) => !isZero(address), { expected: 'an address that is not zero' }),
)

/** 32 bytes, as op-node writes them, or the number they stand for. */
export const word = Schema.TemplateLiteral(['0x', Schema.String])
  .check(Schema.isPattern(/^0x[0-9a-fA-F]{1,64}$/, { expected: 'up to 32 bytes of hex' }))
  .pipe(
    Schema.decode(
      SchemaTransformation.transform<Hash, Hash>({
        decode: (text) => `0x${text.slice(2).toLowerCase().padStart(64, '0')}`,
        encode: (value) => value,
      }),
    ),
  )

/** A field that may be left out or null. */
export function optional<S extends Schema.Constraint>(schema: S) {
  return Schema.optionalKey(Schema.NullOr(schema))
}

/** A whole number between two bounds, both included. */
export function within(minimum: number, maximum: number, expected: string) {
  const isWithin = (value: number) => Number.isSafeInteger(value) && value >= minimum && value <= maximum
  return Schema.Union([Schema.Number, Schema.String]).pipe(
    Schema.decodeTo(
      Schema.Number.check(Schema.makeFilter(isWithin, { expected })),
      SchemaTransformation.transform<number, number | string>({ decode: numberOf, encode: (value) => value }),
    ),
  )
}

function numberOf(value: number | string): number {
  if (typeof value === 'number') return value
  return /^0x[0-9a-fA-F]{1,64}$/.test(value) ? Number(value) : Number.NaN
}

export function isZero(hex: string): boolean {
  return /^0x0*$/.test(hex)
}
