import { endpointsOf } from './endpoints.ts'
import { startFollowerPlace } from './follower-place.ts'
import type { RpcAddress } from './op-follower.ts'
import type { StockOptions } from './open-site.ts'
import { startSingleChain } from './single-chain.ts'
import type { Site } from './site.ts'
import { watchProcess } from './watch-process.ts'

export interface DemonstrationOptions extends StockOptions {
  /** Where the follower answers `status` and `explain`. */
  readonly rpc: RpcAddress
}

/**
 * One interop chain on stock programs, op-follower between a stock node and its client, and an attester
 * beside a second node. Starts everything; what was started is undone by `cleanup`.
 */
export async function startDemonstration(
  site: Site,
  { chronicle, cleanup, rpc }: DemonstrationOptions,
): Promise<void> {
  const text = 'starting anvil, op-geth, op-node and op-batcher'
  chronicle.announce({ event: 'step', outcome: 'doing', text })
  const network = await startSingleChain(site, { interop: true, rpc })
  await startFollowerPlace(network.place)
  cleanup.defer(watchProcess(network.place.follower, chronicle))
  chronicle.announce({ event: 'ready', endpoints: endpointsOf(network) })
}
