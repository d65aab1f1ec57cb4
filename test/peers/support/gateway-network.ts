import { createOpFollower, type OpFollower } from '../../../src/devnet/stock/op-follower.ts'
import { createOpGeth, type OpGeth } from '../../../src/devnet/stock/op-geth.ts'
import { createOpNode, type OpNode } from '../../../src/devnet/stock/op-node.ts'
import { startVerifier, type Verifier } from '../../../src/devnet/stock/rollup.ts'
import { type SingleChain, startSingleChain } from '../../../src/devnet/stock/single-chain.ts'
import type { Story } from './story.ts'

/** One chain, a gateway beside a node that derives, and a Light CL that has the gateway for its source. */
export interface GatewayNetwork extends SingleChain {
  /** Whom the gateway asks. */
  readonly deriving: Verifier
  readonly gateway: OpFollower
  readonly light: LightCl
}

/** A stock rollup node that derives nothing, and its client. */
interface LightCl {
  readonly node: OpNode
  readonly client: OpGeth
}

/** So that L1 finalizes no block that a story is going to take back. */
const slotsInAnEpoch = 32

export async function startGatewayNetwork(story: Story, interop: boolean): Promise<GatewayNetwork> {
  const network = await startSingleChain(story, { interop, l1: { slotsInAnEpoch } })
  const { l1, chain, sequencer, attester } = network
  const deriving = await startVerifier(story, l1, chain, sequencer, 'deriving')
  const gateway = await createOpFollower(story, l1, chain, {
    name: `op-follower-${chain.chainId}-gateway`,
    mode: 'gateway',
    nodeUrl: deriving.node.url,
    client: deriving.client,
    attesters: [attester],
  })
  await gateway.start()
  return { ...network, deriving, gateway, light: await startLightCl(story, network, gateway) }
}

/** Its blocks come from the sequencer: new ones by gossip, those before its time from client to client. */
async function startLightCl(
  story: Story,
  { l1, chain, client: sequencerClient, sequencer }: SingleChain,
  gateway: OpFollower,
): Promise<LightCl> {
  const client = await createOpGeth(story, chain, `op-geth-${chain.chainId}-light`)
  await client.start()
  await client.join(sequencerClient)
  const node = await createOpNode(story, l1, chain, {
    name: `op-node-${chain.chainId}-light`,
    engineUrl: client.engineUrl,
    staticPeers: [sequencer.node.multiaddr],
    followSource: gateway.rpc.url,
  })
  await node.start()
  return { node, client }
}
