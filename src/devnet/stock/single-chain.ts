import type { ForkDelays } from './chain/forks.ts'
import { createFollowerPlace, type FollowerPlace } from './follower-place.ts'
import { type L1, type L1Options, startL1 } from './l1.ts'
import { createOpAttester, type OpAttester } from './op-attester.ts'
import type { RpcAddress } from './op-follower.ts'
import {
  type Rollup,
  type Sequencer,
  startRollup,
  startSequencer,
  startVerifier,
  type Verifier,
} from './rollup.ts'
import type { Site } from './site.ts'

/** One chain with everybody who takes part in it. */
export interface SingleChain extends Rollup {
  readonly l1: L1
  readonly sequencer: Sequencer
  /** The node that the attester believes. */
  readonly source: Verifier
  readonly attester: OpAttester
  readonly place: FollowerPlace
}

export interface SingleChainOptions {
  readonly interop: boolean
  /** By default all of them, from the first block on. */
  readonly forks?: ForkDelays
  readonly l1?: L1Options
  /** Where the follower answers. */
  readonly rpc?: RpcAddress
}

const chainId = 901

/** Starts L1, the sequencer, and a second node with an attester beside it; the follower's place is made, and empty. */
export async function startSingleChain(site: Site, options: SingleChainOptions): Promise<SingleChain> {
  const l1 = await startL1(site, options.l1)
  const dependencies = options.interop ? [chainId] : null
  const rollup = await startRollup(site, l1, await l1.latest(), {
    chainId,
    dependencies,
    ...(options.forks && { forks: options.forks }),
  })
  const { chain } = rollup
  const sequencer = await startSequencer(site, l1, rollup)
  const source = await startVerifier(site, l1, chain, sequencer, 'source')
  const attester = await createOpAttester(site, l1, chain, {
    name: 'op-attester',
    nodeUrl: source.node.url,
    client: source.client,
    trustSource: true,
  })
  await attester.start()
  const place = await createFollowerPlace(site, l1, chain, {
    role: 'follower',
    attesters: [attester],
    staticPeers: [sequencer.node.multiaddr],
    ...(options.rpc && { rpc: options.rpc }),
  })
  return { ...rollup, l1, sequencer, source, attester, place }
}
