import { freePort } from '../free-port.ts'
import type { Chain } from './chain/chain.ts'
import type { L1 } from './l1.ts'
import type { ToldAttester } from './op-attester.ts'
import { createOpFollower, type OpFollower, type RpcAddress } from './op-follower.ts'
import { createOpGeth, type OpGeth } from './op-geth.ts'
import { createOpNode, type OpNode } from './op-node.ts'
import type { Site } from './site.ts'

/** A rollup node, its client, and op-follower between the two. */
export interface FollowerPlace {
  readonly client: OpGeth
  readonly follower: OpFollower
  readonly node: OpNode
  /** The follower's, in front of the client. */
  readonly engineUrl: string
}

export interface FollowerPlaceOptions {
  /** Tells it from other places of the same chain. */
  readonly role: string
  readonly attesters: readonly ToldAttester[]
  /** Rollup nodes from which its own hears unsafe blocks. */
  readonly staticPeers?: readonly string[]
  /** One that is there already, and runs. */
  readonly client?: OpGeth
  readonly sequences?: boolean
  /** Where the follower answers. */
  readonly rpc?: RpcAddress
}

/** Nobody is started yet. The node's `--l2` is the follower's engine port: the one URL that an operator changes. */
export async function createFollowerPlace(
  site: Site,
  l1: L1,
  chain: Chain,
  options: FollowerPlaceOptions,
): Promise<FollowerPlace> {
  const { role, attesters, staticPeers = [], sequences = false } = options
  const named = (program: string) => `${program}-${chain.chainId}-${role}`
  const client = options.client ?? (await createOpGeth(site, chain, named('op-geth')))
  const enginePort = await freePort()
  const engineUrl = `http://127.0.0.1:${enginePort}`
  const node = await createOpNode(site, l1, chain, {
    name: named('op-node'),
    engineUrl,
    staticPeers,
    sequences,
  })
  const follower = await createOpFollower(site, l1, chain, {
    name: named('op-follower'),
    mode: 'engine',
    nodeUrl: node.url,
    client,
    attesters,
    enginePort,
    ...(options.rpc && { rpc: options.rpc }),
  })
  return { client, follower, node, engineUrl }
}

export async function startFollowerPlace({ client, follower, node }: FollowerPlace): Promise<void> {
  if (!client.isRunning()) await client.start()
  await follower.start()
  await node.start()
}
