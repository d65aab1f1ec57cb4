import * as Schema from 'effect/Schema'
import { blockHeaderSchema } from '../../adapters/json-rpc/block-header.ts'
import { type DepositRequest, depositLog } from '../../adapters/memory/l1-logs.ts'
import type { BlockHeader } from '../../ports/execution-client.ts'
import { toHex } from '../../wire/hex.ts'
import { hashSchema } from '../../wire/json-values.ts'
import { startAnvil } from '../anvil.ts'
import type { Cleanup } from '../cleanup.ts'
import { l1ChainId, l2ChainId } from '../processes.ts'
import type { Reaper } from '../reaper/reaper.ts'
import { credulousDepositContract, l1ContractsOf } from '../stock/chain/l1-contracts.ts'
import { createRpc, type Rpc } from '../stock/rpc.ts'
import { until } from '../stock/until.ts'

/** The real L1 of the embedded OP network, with a deposit contract on it. */
export interface OpL1 {
  readonly url: string
  /** The block that the chain is founded on. */
  readonly founding: BlockHeader
  readonly blockAt: (height: number | 'latest') => Promise<BlockHeader>
  /** Answers when it is on its way; it is in the next block. */
  readonly deposit: (request: DepositRequest) => Promise<void>
  /** The newest blocks are others from now on, and empty: what was posted in them is gone. */
  readonly reorganise: (depthBlocks: number) => Promise<void>
}

export interface OpL1Options {
  readonly reaper: Reaper
  readonly cleanup: Cleanup
  readonly signal: AbortSignal
}

export const l1Hardfork = 'prague'
const blockTimeSeconds = 1
/** `finalized` stands two epochs behind the latest block: deeper than any story goes. */
const slotsInAnEpoch = 8
/** A chain is founded on a block that others stand on, so that no node looks before the beginning. */
const blocksBeforeFounding = 2
const waitDeadlineMs = 20_000

export async function startOpL1({ reaper, cleanup, signal }: OpL1Options): Promise<OpL1> {
  const { depositContract } = l1ContractsOf(l2ChainId)
  const anvil = await startAnvil({
    chainId: l1ChainId,
    blockTimeSeconds,
    slotsInAnEpoch,
    hardfork: l1Hardfork,
    port: 0,
    onSpawn: reaper.watch,
  })
  cleanup.defer(async () => {
    await anvil.stop()
    reaper.forget(anvil.pid)
  })
  const rpc = createRpc(anvil.url)
  await rpc.call(Schema.Unknown, 'anvil_setCode', depositContract, credulousDepositContract)
  await reached(rpc, blocksBeforeFounding, signal)
  return {
    url: anvil.url,
    founding: await blockAt(rpc, 'latest'),
    blockAt: (height) => blockAt(rpc, height),
    deposit: (request) => deposit(rpc, request),
    reorganise: (depthBlocks) => reorganise(rpc, depthBlocks, signal),
  }
}

async function blockAt({ call }: Rpc, height: number | 'latest'): Promise<BlockHeader> {
  const which = height === 'latest' ? height : `0x${height.toString(16)}`
  return call(blockHeaderSchema, 'eth_getBlockByNumber', which, false)
}

async function reached(rpc: Rpc, height: number, signal: AbortSignal): Promise<void> {
  const isThere = async () => (await blockAt(rpc, 'latest')).number >= height
  await until(`L1 has block ${height}`, isThere, { deadlineMs: waitDeadlineMs, signal })
}

/** The contract is told in call data what it logs: the indexed words, and what goes with them. */
async function deposit({ call }: Rpc, request: DepositRequest): Promise<void> {
  const { depositContract: to } = l1ContractsOf(l2ChainId)
  const { topics, data } = depositLog(to, request)
  const input = `0x${[...topics.slice(1), toHex(data)].map((part) => part.slice(2)).join('')}`
  const [from] = await call(Schema.Array(Schema.String), 'eth_accounts')
  await call(hashSchema, 'eth_sendTransaction', { from, to, data: input })
}

async function reorganise(rpc: Rpc, depthBlocks: number, signal: AbortSignal): Promise<void> {
  // Right after a block, so that no other comes in between.
  await reached(rpc, (await blockAt(rpc, 'latest')).number + 1, signal)
  await rpc.call(Schema.Unknown, 'anvil_setBlockTimestampInterval', blockTimeSeconds)
  await rpc.call(Schema.Unknown, 'anvil_reorg', depthBlocks, [])
}
