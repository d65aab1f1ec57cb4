import { freePort } from '../free-port.ts'
import type { Chain } from './chain/chain.ts'
import { type L1, type L1Options, startL1 } from './l1.ts'
import { createOpAttester, type OpAttester } from './op-attester.ts'
import { createOpFollower, type OpFollower } from './op-follower.ts'
import { createOpGeth, type OpGeth } from './op-geth.ts'
import { createOpNode, type OpNode } from './op-node.ts'
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
export interface SingleChain {
  readonly l1: L1
  readonly chain: Chain
  readonly rollup: Rollup
  readonly sequencer: Sequencer
  /** The node that the attester believes. */
  readonly source: Verifier
  readonly attester: OpAttester
  readonly place: FollowerPlace
}

/** A node, its client, and op-follower between the two. */
export interface FollowerPlace {
  readonly client: OpGeth
  readonly follower: OpFollower
  readonly node: OpNode
}

export interface SingleChainOptions {
  readonly interop: boolean
  readonly l1?: L1Options
}

const chainId = 901

/** Starts L1, the sequencer, and a second node with an attester beside it; the follower's place is made, and empty. */
export async function startSingleChain(site: Site, options: SingleChainOptions): Promise<SingleChain> {
  const l1 = await startL1(site, options.l1)
  const origin = await l1.latest()
  const rollup = await startRollup(site, l1, origin, {
    chainId,
    dependencies: options.interop ? [chainId] : null,
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
  const place = await createFollowerPlace(site, { l1, chain, sequencer, attesters: [attester] })
  return { l1, chain, rollup, sequencer, source, attester, place }
}

export interface FollowerPlaceOptions {
  readonly l1: L1
  readonly chain: Chain
  readonly sequencer: Sequencer
  readonly attesters: readonly OpAttester[]
}

/** The node's `--l2` is the follower's engine port: the one URL that an operator changes. */
export async function createFollowerPlace(
  site: Site,
  { l1, chain, sequencer, attesters }: FollowerPlaceOptions,
): Promise<FollowerPlace> {
  const { chainId } = chain
  const client = await createOpGeth(site, chain, `op-geth-${chainId}-follower`)
  const enginePort = await freePort()
  const node = await createOpNode(site, l1, chain, {
    name: `op-node-${chainId}-follower`,
    engineUrl: `http://127.0.0.1:${enginePort}`,
    staticPeers: [sequencer.node.multiaddr],
  })
  const name = `op-follower-${chainId}`
  const connections = { nodeUrl: node.url, client, attesters, enginePort }
  const follower = await createOpFollower(site, l1, chain, { name, mode: 'engine', ...connections })
  return { client, follower, node }
}

export async function startFollowerPlace({ client, follower, node }: FollowerPlace): Promise<void> {
  await client.start()
  await follower.start()
  await node.start()
}
