import type { Chronicle } from '../chronicle.ts'
import type { Endpoints } from '../events.ts'
import { startFollowerPlace } from './follower-place.ts'
import type { RpcAddress } from './op-follower.ts'
import { buildPrograms } from './programs/build.ts'
import { stockPrograms } from './programs/packages.ts'
import { type SingleChain, startSingleChain } from './single-chain.ts'
import { createSite, type Grounds } from './site.ts'
import { watchProcess } from './watch-process.ts'

export interface DemonstrationOptions extends Grounds {
  readonly chronicle: Chronicle
  /** Where the follower answers `status` and `explain`. */
  readonly rpc: RpcAddress
  /** Called when a program ends that nobody has ended. */
  readonly onBroken: (error: unknown) => void
  /** Ends a start that is under way. */
  readonly signal: AbortSignal
}

/**
 * One interop chain on stock programs, op-follower between a stock node and its client, and an attester
 * beside a second node. Starts everything; what was started is undone by `cleanup`. Answers why not where
 * the programs cannot be had.
 */
export async function startDemonstration(options: DemonstrationOptions): Promise<string | null> {
  const { chronicle, cleanup, rpc, onBroken, signal } = options
  const say = (text: string) => chronicle.announce({ event: 'step', outcome: 'doing', text })
  const programs = await buildPrograms({
    names: stockPrograms,
    signal,
    onBuild: (name) => say(`building ${name}, which takes a minute or more, and is kept for the next time`),
  })
  if (programs.kind !== 'ready') return `there are no stock programs to run: ${programs.detail}`
  const site = await createSite(programs.paths, options, signal)
  site.broken.addEventListener('abort', () => onBroken(site.broken.reason))
  say('starting anvil, op-geth, op-node and op-batcher')
  const network = await startSingleChain(site, { interop: true, rpc })
  await startFollowerPlace(network.place)
  cleanup.defer(watchProcess(network.place.follower, chronicle))
  chronicle.announce({ event: 'ready', endpoints: endpointsOf(network) })
  return null
}

function endpointsOf({ l1, sequencer, place }: SingleChain): Endpoints {
  return {
    l1: l1.url,
    sequencerNode: sequencer.node.url,
    followerNode: place.node.url,
    followerClient: place.client.rpc.url,
    follower: place.follower.rpc.url,
    enginePort: place.engineUrl,
  }
}
