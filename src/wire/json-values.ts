import * as Schema from 'effect/Schema'
import * as SchemaTransformation from 'effect/SchemaTransformation'
import type { Address, Hash } from '../../machines/values.ts'

/** Values of the Ethereum JSON-RPC encoding. Hex is answered in lower case, as the machines compare it. */

const prefixed = Schema.TemplateLiteral(['0x', Schema.String])

function hex(pattern: RegExp, expected: string) {
  return prefixed
    .check(Schema.isPattern(pattern, { expected }))
    .pipe(
      Schema.decode(
        SchemaTransformation.transform<Hash, Hash>({ decode: lowerCase, encode: (value) => value }),
      ),
    )
}

function lowerCase(value: Hash): Hash {
  return value.toLowerCase() as Hash
}

export const hashSchema = hex(/^0x[0-9a-fA-F]{64}$/, '32 bytes of hex')

export const addressSchema: Schema.Codec<Address, Address> = hex(/^0x[0-9a-fA-F]{40}$/, '20 bytes of hex')

export const dataSchema = hex(/^0x(?:[0-9a-fA-F]{2})*$/, 'bytes of hex')

const quantityText = prefixed.check(Schema.isPattern(/^0x[0-9a-fA-F]{1,64}$/, { expected: 'a hex quantity' }))

/** A quantity that may pass 2^53. */
export const bigQuantitySchema = quantityText.pipe(
  Schema.decodeTo(
    Schema.BigInt,
    SchemaTransformation.transform({
      decode: (text: `0x${string}`) => BigInt(text),
      encode: (value: bigint): `0x${string}` => `0x${value.toString(16)}`,
    }),
  ),
)

/** A height or a timestamp: a plain number, refused beyond 2^53. */
export const quantitySchema = quantityText.pipe(
  Schema.decodeTo(
    Schema.Int,
    SchemaTransformation.transform({
      decode: (text: `0x${string}`) => Number(text),
      encode: (value: number): `0x${string}` => `0x${value.toString(16)}`,
    }),
  ),
)
