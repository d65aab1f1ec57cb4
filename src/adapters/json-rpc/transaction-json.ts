import * as Result from 'effect/Result'
import * as Schema from 'effect/Schema'
import type { Transaction } from '../../derive/transaction/transaction.ts'
import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import { fromHex } from '../../wire/hex.ts'
import { quantitySchema } from '../../wire/json-values.ts'
import type { Hex } from '../../wire/payload.ts'
import {
  accessListSchema,
  blobSchema,
  depositSchema,
  feeMarketSchema,
  legacySchema,
  setCodeSchema,
} from './transaction-schemas.ts'

/**
 * A transaction as clients write it in a block, of the types whose JSON is settled: one of any other type
 * is refused by name, because nothing says how it becomes bytes again.
 */
export function transactionFromJson(json: unknown): Decoded<Transaction> {
  const typed = decodeType(json)
  if (Result.isFailure(typed)) return malformed(typed.failure.message)
  const { type } = typed.success
  const read = readers.get(type)
  if (read === undefined) return malformed(`of type 0x${type.toString(16)}, whose JSON is not known`)
  const transaction = read(json)
  return transaction.kind === 'ok'
    ? transaction
    : malformed(`of type 0x${type.toString(16)}: ${transaction.reason}`)
}

const decodeType = Schema.decodeUnknownResult(Schema.Struct({ type: quantitySchema }))

type Reader = (json: unknown) => Decoded<Transaction>

const readers: ReadonlyMap<number, Reader> = new Map([
  [0, reader(legacySchema, (json) => signed(json, 0))],
  [1, reader(accessListSchema, (json) => signed(json, 1))],
  [2, reader(feeMarketSchema, (json) => signed(json, 2))],
  [3, reader(blobSchema, (json) => signed(json, 3))],
  [4, reader(setCodeSchema, (json) => signed(json, 4))],
  [0x7e, reader(depositSchema, deposit)],
])

function reader<T>(schema: Schema.Decoder<T>, toTransaction: (json: T) => Decoded<Transaction>): Reader {
  const decode = Schema.decodeUnknownResult(schema)
  return (json) => {
    const decoded = decode(json)
    return Result.isSuccess(decoded) ? toTransaction(decoded.success) : malformed(decoded.failure.message)
  }
}

interface SignedJson {
  readonly input: Hex
  readonly v?: bigint
  readonly yParity?: bigint
}

function signed<J extends SignedJson, T extends 0 | 1 | 2 | 3 | 4>(json: J, type: T) {
  const { input, yParity, v = yParity, ...rest } = json
  return v === undefined ? malformed('neither v nor yParity') : ok({ ...rest, type, v, data: fromHex(input) })
}

function deposit({ input, mint, isSystemTx, ...rest }: typeof depositSchema.Type): Decoded<Transaction> {
  const data = fromHex(input)
  return ok({ type: 0x7e, ...rest, mint: mint ?? 0n, isSystemTransaction: isSystemTx, data })
}
