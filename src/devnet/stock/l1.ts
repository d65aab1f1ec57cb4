import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as Schema from 'effect/Schema'
import type { Hex } from 'viem'
import { blockHeaderSchema } from '../../adapters/json-rpc/block-header.ts'
import type { BlockHeader } from '../../ports/execution-client.ts'
import { startAnvil } from '../anvil.ts'
import { type L1Hardfork, l1Genesis } from './chain/l1-genesis.ts'
import { createRpc, type Rpc } from './rpc.ts'
import type { Site } from './site.ts'
import { until } from './until.ts'

/** The L1 that all chains of a network are derived from. */
export interface L1 extends Rpc {
  readonly chainId: number
  readonly blockSeconds: number
  readonly hardfork: L1Hardfork
  readonly latest: () => Promise<BlockHeader>
  /** Until there is one more block: what was given to accounts is proven by no earlier one. */
  readonly nextBlock: () => Promise<void>
}

export interface L1Options {
  readonly blockSeconds?: number
  /** `finalized` stands two epochs behind the latest block. */
  readonly slotsInAnEpoch?: number
  /** From the first block on. */
  readonly hardfork?: L1Hardfork
  /** In block 0: with enough of it, blobs cost more than the least. */
  readonly excessBlobGas?: number
}

const chainId = 900
const deadlineMs = 20_000
/** A chain is founded on a block that others stand on, so that no node looks before the beginning. */
const blocksBeforeFounding = 2

export async function startL1(site: Site, options: L1Options = {}): Promise<L1> {
  const { blockSeconds = 1, slotsInAnEpoch = 4, hardfork = 'prague', excessBlobGas = 0 } = options
  const genesisPath = join(site.workspace.root, 'l1-genesis.json')
  await writeFile(genesisPath, JSON.stringify(l1Genesis({ chainId, hardfork, excessBlobGas })))
  const anvil = await startAnvil({
    chainId,
    blockTimeSeconds: blockSeconds,
    slotsInAnEpoch,
    hardfork,
    genesisPath,
    port: 0,
    onSpawn: site.watch,
  })
  site.cleanup.defer(async () => {
    await anvil.stop()
    site.forget(anvil.pid)
  })
  const rpc = createRpc(anvil.url)
  const latest = () => rpc.call(blockHeaderSchema, 'eth_getBlockByNumber', 'latest', false)
  const reached = (number: number) =>
    until(`L1 has block ${number}`, async () => (await latest()).number >= number, {
      deadlineMs,
      signal: site.broken,
    })
  await reached(blocksBeforeFounding)
  const nextBlock = async () => void (await reached((await latest()).number + 1))
  return { ...rpc, chainId, blockSeconds, hardfork, latest, nextBlock }
}

export async function giveContract({ call }: L1, address: string, code: Hex): Promise<void> {
  await call(Schema.Unknown, 'anvil_setCode', address, code)
}

/** What the contract at this address holds. */
export async function giveStorage({ call }: L1, address: string, slot: string, value: string): Promise<void> {
  await call(Schema.Unknown, 'anvil_setStorageAt', address, slot, value)
}

export async function giveBalance({ call }: L1, address: string, wei: bigint): Promise<void> {
  await call(Schema.Unknown, 'anvil_setBalance', address, `0x${wei.toString(16)}`)
}
