import * as Effect from 'effect/Effect'
import * as Schema from 'effect/Schema'
import { addressSchema, bigQuantitySchema, dataSchema, hashSchema } from '../../wire/json-values.ts'
import { uint64Schema } from './uint64.ts'

/** What each type of transaction must have in JSON, with the names that clients give it. */

/** Who creates a contract calls nobody: null, or left out. */
const toOrNobody = Schema.NullOr(addressSchema).pipe(Schema.withDecodingDefaultKey(Effect.succeed(null)))

const call = {
  nonce: uint64Schema,
  gas: uint64Schema,
  to: toOrNobody,
  value: bigQuantitySchema,
  input: dataSchema,
}

/** Clients write `yParity`, `v` or both. */
const signature = {
  v: Schema.optionalKey(bigQuantitySchema),
  yParity: Schema.optionalKey(bigQuantitySchema),
  r: bigQuantitySchema,
  s: bigQuantitySchema,
}

const onChain = {
  chainId: bigQuantitySchema,
  accessList: Schema.Array(Schema.Struct({ address: addressSchema, storageKeys: Schema.Array(hashSchema) })),
}

const fees = { maxPriorityFeePerGas: bigQuantitySchema, maxFeePerGas: bigQuantitySchema }

const authorizationSchema = Schema.Struct({
  chainId: bigQuantitySchema,
  address: addressSchema,
  nonce: uint64Schema,
  yParity: bigQuantitySchema.check(
    Schema.makeFilter((parity) => parity < 256n, { expected: 'a quantity of one byte' }),
  ),
  r: bigQuantitySchema,
  s: bigQuantitySchema,
})

export const legacySchema = Schema.Struct({ ...call, gasPrice: bigQuantitySchema, ...signature })

export const accessListSchema = Schema.Struct({
  ...call,
  ...onChain,
  gasPrice: bigQuantitySchema,
  ...signature,
})

export const feeMarketSchema = Schema.Struct({ ...call, ...onChain, ...fees, ...signature })

export const blobSchema = Schema.Struct({
  ...call,
  ...onChain,
  ...fees,
  to: addressSchema,
  maxFeePerBlobGas: bigQuantitySchema,
  blobVersionedHashes: Schema.Array(hashSchema),
  ...signature,
})

export const setCodeSchema = Schema.Struct({
  ...call,
  ...onChain,
  ...fees,
  to: addressSchema,
  authorizationList: Schema.Array(authorizationSchema),
  ...signature,
})

/** Clients leave out a mint of nothing, and that a deposit is no system transaction. */
export const depositSchema = Schema.Struct({
  sourceHash: hashSchema,
  from: addressSchema,
  to: toOrNobody,
  mint: Schema.optionalKey(Schema.NullOr(bigQuantitySchema)),
  value: bigQuantitySchema,
  gas: uint64Schema,
  isSystemTx: Schema.Boolean.pipe(Schema.withDecodingDefaultKey(Effect.succeed(false))),
  input: dataSchema,
})
