import * as Schema from 'effect/Schema'
import type { Hash } from '../../../machines/values.ts'
import type { OpGeth } from '../../../src/devnet/stock/op-geth.ts'
import { hashSchema, quantitySchema } from '../../../src/wire/json-values.ts'

const blockWithTransactions = Schema.NullOr(
  Schema.Struct({
    gasLimit: quantitySchema,
    transactions: Schema.Array(Schema.Struct({ type: quantitySchema, hash: hashSchema })),
  }),
)

const depositType = 0x7e

export interface Contents {
  readonly gasLimit: number
  /** Behind the L1 info. */
  readonly deposits: readonly Hash[]
  /** Of users of the chain, whom the sequencer lets in. */
  readonly others: readonly Hash[]
}

/** Also of one that is on no chain any more. */
export async function contentsOf({ rpc }: OpGeth, hash: Hash): Promise<Contents> {
  const block = await rpc.call(blockWithTransactions, 'eth_getBlockByHash', hash, true)
  if (block === null) throw new Error(`there is no block ${hash}`)
  const [, ...transactions] = block.transactions
  const hashes = (isWanted: (type: number) => boolean) =>
    transactions.filter(({ type }) => isWanted(type)).map((one) => one.hash)
  return {
    gasLimit: block.gasLimit,
    deposits: hashes((type) => type === depositType),
    others: hashes((type) => type !== depositType),
  }
}
