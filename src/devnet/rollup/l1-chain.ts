import { createClient, type Hex, http, publicActions, walletActions, zeroHash } from 'viem'
import type { BlockRef, Hash } from '../../../machines/values.ts'
import type { L1BlockRef } from '../../ports/rollup-node.ts'
import { l2ChainId } from '../processes.ts'
import { l1ContractsOf } from '../stock/chain/l1-contracts.ts'
import { decodeBatch, encodeBatch } from './batch.ts'
import type { L1Input } from './derivation.ts'
import type { L1Heads } from './sync-status.ts'

/** What the embedded rollup needs of its L1: heads to report, blocks to derive from, a place for batches. */
export interface L1Chain {
  readonly heads: () => Promise<L1Heads>
  /** Null above the L1 tip. */
  readonly origin: (height: number) => Promise<L1Origin | null>
  readonly input: (height: number) => Promise<L1Input | null>
  readonly postBatch: (blocks: readonly BlockRef[]) => Promise<void>
}

export interface L1Origin extends L1BlockRef {
  /** Becomes the `prevRandao` of the L2 blocks of this origin. */
  readonly randomness: Hash
}

/** Where batches go. */
const inbox = l1ContractsOf(l2ChainId).batchInbox
const callDeadlineMs = 5_000

/** Calls throw when L1 does not answer; whoever drives a node tries again. */
export function connectL1(url: string, signal: AbortSignal): L1Chain {
  const client = openClient(url, signal)
  return {
    heads: () => readHeads(client),
    origin: async (height) => {
      const block = await readBlock(client, height)
      return block && { ...blockRef(block), randomness: block.mixHash ?? zeroHash }
    },
    input: async (height) => {
      const block = await readBlock(client, height)
      return block && { block: blockRef(block), batches: batchesOf(block.transactions) }
    },
    postBatch: (blocks) => postBatch(client, blocks),
  }
}

function openClient(url: string, signal: AbortSignal) {
  const transport = http(url, { retryCount: 0, timeout: callDeadlineMs, fetchOptions: { signal } })
  return createClient({ transport }).extend(publicActions).extend(walletActions)
}

type Client = ReturnType<typeof openClient>

async function readHeads(client: Client): Promise<L1Heads> {
  const tags = ['latest', 'safe', 'finalized'] as const
  const [latest, safe, finalized] = await Promise.all(
    tags.map(async (blockTag) => blockRef(await client.getBlock({ blockTag }))),
  )
  return { latest: latest!, safe: safe!, finalized: finalized! }
}

/** viem throws for a height above the tip, so the tip is asked first. */
async function readBlock(client: Client, height: number) {
  const latest = await client.getBlockNumber({ cacheTime: 0 })
  if (BigInt(height) > latest) return null
  return client.getBlock({ blockNumber: BigInt(height), includeTransactions: true })
}

/** Anvil holds the keys of its accounts, so it signs for the batcher. */
async function postBatch(client: Client, blocks: readonly BlockRef[]): Promise<void> {
  const [account] = await client.getAddresses()
  if (account === undefined) throw new Error('the embedded L1 has no account to post batches from')
  await client.sendTransaction({ account, chain: null, to: inbox, data: encodeBatch(blocks) })
}

function batchesOf(transactions: readonly { to: Hex | null; input: Hex }[]): BlockRef[][] {
  return transactions
    .filter(({ to }) => to?.toLowerCase() === inbox)
    .map(({ input }) => decodeBatch(input))
    .filter((batch) => batch !== null)
}

interface AnyBlock {
  readonly number: bigint
  readonly hash: Hash
  readonly parentHash: Hash
  readonly timestamp: bigint
}

function blockRef({ number, hash, parentHash, timestamp }: AnyBlock): L1BlockRef {
  return { number: Number(number), hash, parentHash, timestamp: Number(timestamp) }
}
