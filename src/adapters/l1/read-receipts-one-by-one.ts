import * as Schema from 'effect/Schema'
import type { Hash } from '../../../machines/values.ts'
import type { Receipt } from '../../derive/receipt.ts'
import type { Answer } from '../../ports/trouble.ts'
import { hashSchema } from '../../wire/json-values.ts'
import { receiptFromJson, receiptJsonSchema } from '../json-rpc/receipt-json.ts'
import type { Endpoint } from './endpoint.ts'
import { notThere } from './not-there.ts'

/** More than a block of 200 million gas has room for. */
const limitTransactions = 10_000
const limitCallsAtOnce = 16

const bodySchema = Schema.NullOr(
  Schema.Struct({ transactions: Schema.Array(hashSchema).check(Schema.isMaxLength(limitTransactions)) }),
)

/** For clients without `eth_getBlockReceipts`: the same receipts at one call each. */
export async function readReceiptsOneByOne(
  endpoint: Endpoint,
  block: Hash,
  signal: AbortSignal,
): Promise<Answer<readonly Receipt[]>> {
  const body = await endpoint.blocks.call(bodySchema, 'eth_getBlockByHash', [block, false], signal)
  if (body.kind !== 'ok') return body
  if (body.value === null) return notThere(`${endpoint.name} eth_getBlockByHash: no block of hash ${block}`)
  const { transactions } = body.value
  const receipts: Receipt[] = []
  for (let start = 0; start < transactions.length; start += limitCallsAtOnce) {
    const some = transactions.slice(start, start + limitCallsAtOnce)
    for (const answer of await Promise.all(some.map((hash) => readReceipt(endpoint, hash, signal)))) {
      if (answer.kind !== 'ok') return answer
      receipts.push(answer.value)
    }
  }
  return { kind: 'ok', value: receipts }
}

async function readReceipt(
  { name, receipts }: Endpoint,
  transaction: Hash,
  signal: AbortSignal,
): Promise<Answer<Receipt>> {
  const method = 'eth_getTransactionReceipt'
  const answer = await receipts.call(Schema.NullOr(receiptJsonSchema), method, [transaction], signal)
  if (answer.kind !== 'ok') return answer
  if (answer.value === null) return notThere(`${name} ${method}: none of transaction ${transaction}`)
  return { kind: 'ok', value: receiptFromJson(answer.value) }
}
