import * as Schema from 'effect/Schema'
import { concat, type Hex, numberToHex, pad } from 'viem'
import type { BlockRef } from '../../../machines/values.ts'
import type { BlockHeader } from '../../ports/execution-client.ts'
import { hashSchema, quantitySchema } from '../../wire/json-values.ts'
import { predeploys } from './chain/predeploys.ts'
import type { Rollup } from './rollup.ts'
import type { Site } from './site.ts'
import { until } from './until.ts'

export interface ForgedMessageOptions {
  /** Where it is executed. */
  readonly on: Rollup
  /** Where it was never sent. */
  readonly from: Rollup
  /**
   * In so many blocks in a row it executes: a sequencer without a filter takes it again from the pool when
   * the block that held it is replaced.
   */
  readonly blocks?: number
}

const tryLimit = 10
const includedDeadlineMs = 15_000
/** The next block is being built already. */
const blocksAhead = 2
const gas = 200_000n
const fees = { maxFeePerGas: 3_000_000_000n, maxPriorityFeePerGas: 1n }

/**
 * Executes a message that nobody sent, and answers the block that holds it. It is aimed at one height; one
 * that comes to lie in another block does nothing there, and the next is sent.
 */
export async function forgeMessage(site: Site, options: ForgedMessageOptions): Promise<BlockRef> {
  const { client } = options.on
  const origin = await blockOf(options.from, 1)
  for (let tries = 0; tries < tryLimit; tries += 1) {
    const first = (await blockOf(options.on, 'latest')).number + blocksAhead
    const last = first + (options.blocks ?? 1) - 1
    const data = concat([messageHash, identifierOf(options.from, origin), word(first), word(last)])
    const hash = await send(options.on, data)
    const read = () => client.rpc.attempt(Schema.NullOr(receipt), 'eth_getTransactionReceipt', hash)
    const waiting = { deadlineMs: includedDeadlineMs, signal: site.broken }
    const { blockNumber, blockHash, logs } = await until('the message is in a block', read, waiting)
    if (logs.length > 0) return { number: blockNumber, hash: blockHash }
  }
  throw new Error(`none of ${tryLimit} messages came to lie where it was aimed at`)
}

const receipt = Schema.Struct({
  blockNumber: quantitySchema,
  blockHash: hashSchema,
  logs: Schema.Array(Schema.Unknown),
})

const messageHash: Hex = `0x${'11'.repeat(32)}`

/** Of a log that its block does not have: who sent it, block number, log index, timestamp, chain. */
function identifierOf({ chain }: Rollup, { number, timestamp }: BlockHeader): Hex {
  return concat([0xaa, number, 0, timestamp, chain.chainId].map(word))
}

async function send({ chain, client: { rpc } }: Rollup, data: Hex): Promise<Hex> {
  const { address, signer } = chain.accounts.forger
  const nonce = await rpc.call(quantitySchema, 'eth_getTransactionCount', address, 'pending')
  const to = predeploys.crossL2Inbox
  const raw = await signer.signTransaction({ chainId: chain.chainId, to, data, nonce, gas, ...fees })
  return rpc.call(hashSchema, 'eth_sendRawTransaction', raw)
}

async function blockOf({ chain, client }: Rollup, which: 'latest' | number): Promise<BlockHeader> {
  const block = await client.block(which)
  if (block === null) throw new Error(`chain ${chain.chainId} has no block ${which}`)
  return block
}

function word(value: number): Hex {
  return pad(numberToHex(value))
}
