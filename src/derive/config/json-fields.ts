import * as Result from 'effect/Result'
import * as Schema from 'effect/Schema'
import * as SchemaTransformation from 'effect/SchemaTransformation'
import type { Hash } from '../../../machines/values.ts'
import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import { addressSchema, hashSchema, quantitySchema } from '../../wire/json-values.ts'

/** Fields of configuration files. Nodes write numbers as numbers, and some of them as hex quantities. */

export const unsigned = Schema.Union([
  Schema.Int.check(Schema.isGreaterThanOrEqualTo(0, { expected: 'a whole number from 0 to 2^53 - 1' })),
  quantitySchema,
])

export const positive = unsigned.check(
  Schema.isGreaterThanOrEqualTo(1, { expected: 'a whole number of at least 1' }),
)

export function unsignedBelow(limit: number) {
  return unsigned.check(Schema.isLessThan(limit, { expected: `a number below ${limit}` }))
}

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

const longestReasonChars = 300

/** Decodes the shape of a file; the reason is one line, and names the field. */
export function shapeDecoder<T>(schema: Schema.Decoder<T>): (json: unknown) => Decoded<T> {
  const decode = Schema.decodeUnknownResult(schema)
  return (json) => {
    const decoded = decode(json)
    if (Result.isSuccess(decoded)) return ok(decoded.success)
    const reason = decoded.failure.message.replace(/\s*\n\s*/g, ' ')
    return malformed(reason.slice(0, longestReasonChars))
  }
}

function isZero(hex: string): boolean {
  return /^0x0*$/.test(hex)
}
