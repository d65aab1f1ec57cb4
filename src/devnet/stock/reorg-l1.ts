import * as Schema from 'effect/Schema'
import type { L1 } from './l1.ts'

const blockWithTransactions = Schema.Struct({ transactions: Schema.Array(Schema.String) })

export interface L1ReorgOptions {
  /**
   * L1 rests until this has resolved, so that whoever has to notice the reorg can see the last of the blocks that
   * go: a stock sequencer that has only looked ahead at it would wait for it forever.
   */
  readonly seen?: () => Promise<void>
  /** For so many blocks the transactions of the old blocks are nowhere; without this they are in the new ones. */
  readonly lostForBlocks?: number
}

/**
 * The newest blocks of L1 are others from now on, one for one, with the same transactions: who has sent
 * batches need not send them again, but what was derived from the old blocks is derived no more.
 */
export async function reorgL1(l1: L1, depth: number, options: L1ReorgOptions = {}): Promise<void> {
  const { seen, lostForBlocks } = options
  await mineEvery(l1, 0)
  await seen?.()
  const old = await newestTransactions(l1, depth)
  const kept = old.flatMap((transactions, place) => transactions.map((raw) => [raw, place] as const))
  await l1.call(Schema.Unknown, 'anvil_setBlockTimestampInterval', l1.blockSeconds)
  await l1.call(Schema.Unknown, 'anvil_reorg', depth, lostForBlocks === undefined ? kept : [])
  await mineEvery(l1, l1.blockSeconds)
  if (lostForBlocks !== undefined) await sendAgain(l1, old.flat(), lostForBlocks)
}

async function mineEvery(l1: L1, seconds: number): Promise<void> {
  await l1.call(Schema.Unknown, 'evm_setIntervalMining', seconds)
}

/** By block, the oldest first. */
async function newestTransactions(l1: L1, depth: number): Promise<readonly (readonly string[])[]> {
  const { number: tip } = await l1.latest()
  const heights = Array.from({ length: depth }, (_, place) => tip - depth + 1 + place)
  return Promise.all(heights.map((number) => rawTransactions(l1, number)))
}

async function sendAgain(l1: L1, transactions: readonly string[], afterBlocks: number): Promise<void> {
  for (let passed = 0; passed < afterBlocks; passed++) await l1.nextBlock()
  for (const raw of transactions) await l1.call(Schema.Unknown, 'eth_sendRawTransaction', raw)
}

async function rawTransactions({ call }: L1, number: number): Promise<readonly string[]> {
  const height = `0x${number.toString(16)}`
  const { transactions } = await call(blockWithTransactions, 'eth_getBlockByNumber', height, false)
  return Promise.all(transactions.map((hash) => call(Schema.String, 'eth_getRawTransactionByHash', hash)))
}
