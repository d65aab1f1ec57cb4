import * as Schema from 'effect/Schema'
import type { L1 } from '../../../src/devnet/stock/l1.ts'

const blockWithTransactions = Schema.Struct({ transactions: Schema.Array(Schema.String) })

/**
 * The newest blocks of L1 are others from now on, one for one, with the same transactions: who has sent
 * batches need not send them again, but what was derived from the old blocks is derived no more.
 */
export async function reorgL1(l1: L1, depth: number): Promise<void> {
  // Right after a block, so that no other comes in between.
  await l1.nextBlock()
  const { number: tip } = await l1.latest()
  const kept = []
  for (let place = 0; place < depth; place++) {
    for (const raw of await rawTransactions(l1, tip - depth + 1 + place)) kept.push([raw, place])
  }
  await l1.call(Schema.Unknown, 'anvil_setBlockTimestampInterval', l1.blockSeconds)
  await l1.call(Schema.Unknown, 'anvil_reorg', depth, kept)
}

async function rawTransactions({ call }: L1, number: number): Promise<readonly string[]> {
  const height = `0x${number.toString(16)}`
  const { transactions } = await call(blockWithTransactions, 'eth_getBlockByNumber', height, false)
  return Promise.all(transactions.map((hash) => call(Schema.String, 'eth_getRawTransactionByHash', hash)))
}
