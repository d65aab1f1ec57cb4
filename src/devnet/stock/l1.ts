import * as Schema from 'effect/Schema'
import { blockHeaderSchema } from '../../adapters/json-rpc/block-header.ts'
import type { BlockHeader } from '../../ports/execution-client.ts'
import { startAnvil } from '../anvil.ts'
import { createRpc, type Rpc } from './rpc.ts'
import type { Site } from './site.ts'
import { until } from './until.ts'

/** The L1 that all chains of a network are derived from. */
export interface L1 extends Rpc {
  readonly chainId: number
  readonly blockSeconds: number
  readonly latest: () => Promise<BlockHeader>
  /** Until there is one more block: what was given to accounts is proven by no earlier one. */
  readonly nextBlock: () => Promise<void>
}

export interface L1Options {
  readonly blockSeconds?: number
  /** `finalized` stands two epochs behind the latest block. */
  readonly slotsInAnEpoch?: number
}

const chainId = 900
const deadlineMs = 20_000
/** A chain is founded on a block that others stand on, so that no node looks before the beginning. */
const blocksBeforeFounding = 2

export async function startL1(site: Site, options: L1Options = {}): Promise<L1> {
  const { blockSeconds = 1, slotsInAnEpoch = 4 } = options
  const anvil = await startAnvil({
    chainId,
    blockTimeSeconds: blockSeconds,
    slotsInAnEpoch,
    hardfork: 'prague',
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
  return { ...rpc, chainId, blockSeconds, latest, nextBlock }
}

/** What a contract would hold, put there without one. */
export async function giveStorage({ call }: L1, address: string, slot: string, value: string): Promise<void> {
  await call(Schema.Unknown, 'anvil_setCode', address, '0x00')
  await call(Schema.Unknown, 'anvil_setStorageAt', address, slot, value)
}

export async function giveBalance({ call }: L1, address: string, wei: bigint): Promise<void> {
  await call(Schema.Unknown, 'anvil_setBalance', address, `0x${wei.toString(16)}`)
}
