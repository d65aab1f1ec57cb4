import { createFollowerPlace, type FollowerPlace, startFollowerPlace } from './follower-place.ts'
import { type L1, type L1Options, startL1 } from './l1.ts'
import { createOpAttester, type OpAttester } from './op-attester.ts'
import { createOpBatcher } from './op-batcher.ts'
import type { RpcAddress } from './op-follower.ts'
import { createOpGeth, type OpGeth } from './op-geth.ts'
import { createOpSupernode, type OpSupernode, type SupernodeSeat } from './op-supernode.ts'
import { type Rollup, type Sequencer, startRollup, startSequencer } from './rollup.ts'
import type { Site } from './site.ts'

/** Two chains that take messages from each other, and somebody who verifies them. */
export interface InteropPair {
  readonly l1: L1
  /** The chain that is followed, and in which the stories play. */
  readonly chain: Rollup & { readonly sequencer: Sequencer }
  /** The chain that nobody follows. */
  readonly other: Rollup & { readonly sequencer: Sequencer }
  readonly supernode: OpSupernode
  /** Its client of the chain that is followed. */
  readonly verifierClient: OpGeth
  /** Of the chain that is followed, beside the supernode. */
  readonly attester: OpAttester
  /** In front of the sequencer's client; null where the sequencer drives it directly. */
  readonly sequencerPlace: FollowerPlace | null
  /** Made, and empty. */
  readonly place: FollowerPlace
}

export interface InteropPairOptions {
  /** Puts a follower between the sequencer of the followed chain and its client. */
  readonly followedSequencer: boolean
  readonly l1?: L1Options
  /** Where the follower answers. */
  readonly rpc?: RpcAddress
}

const chainIds = [901, 902] as const

export async function startInteropPair(site: Site, options: InteropPairOptions): Promise<InteropPair> {
  const l1 = await startL1(site, options.l1)
  const origin = await l1.latest()
  const found = (chainId: number) => startRollup(site, l1, origin, { chainId, dependencies: chainIds })
  const [followed, other] = [await found(chainIds[0]), await found(chainIds[1])]
  const seats = [await startSeat(site, followed), await startSeat(site, other)] as const
  const supernode = await createOpSupernode(site, l1, seats, origin.timestamp)
  await supernode.start()
  const attester = await createOpAttester(site, l1, followed.chain, {
    name: 'op-attester',
    nodeUrl: supernode.url(followed.chain.chainId),
    client: seats[0].client,
    trustSource: false,
  })
  await attester.start()
  const sequencerPlace = options.followedSequencer
    ? await sequencerBehind(site, l1, followed, attester)
    : null
  const sequencer = await sequencerOf(site, l1, followed, sequencerPlace)
  const otherSequencer = await startSequencer(site, l1, other)
  const place = await createFollowerPlace(site, l1, followed.chain, {
    role: 'follower',
    attesters: [attester],
    staticPeers: [sequencer.node.multiaddr],
    ...(options.rpc && { rpc: options.rpc }),
  })
  return {
    l1,
    chain: { ...followed, sequencer },
    other: { ...other, sequencer: otherSequencer },
    supernode,
    verifierClient: seats[0].client,
    attester,
    sequencerPlace,
    place,
  }
}

async function startSeat(site: Site, { chain }: Rollup): Promise<SupernodeSeat> {
  const client = await createOpGeth(site, chain, `op-geth-${chain.chainId}-supernode`)
  await client.start()
  return { chain, client }
}

async function sequencerBehind(
  site: Site,
  l1: L1,
  { chain, client }: Rollup,
  attester: OpAttester,
): Promise<FollowerPlace> {
  const place = await createFollowerPlace(site, l1, chain, {
    role: 'sequencer',
    attesters: [attester],
    client,
    sequences: true,
  })
  await startFollowerPlace(place)
  return place
}

async function sequencerOf(
  site: Site,
  l1: L1,
  rollup: Rollup,
  place: FollowerPlace | null,
): Promise<Sequencer> {
  if (place === null) return startSequencer(site, l1, rollup)
  const batcher = await createOpBatcher(site, l1, rollup.chain, { client: rollup.client, node: place.node })
  await batcher.start()
  return { node: place.node, batcher }
}
