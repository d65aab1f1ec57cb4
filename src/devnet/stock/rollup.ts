import type { BlockHeader } from '../../ports/execution-client.ts'
import { type Chain, type ChainOptions, createChain } from './chain/chain.ts'
import type { L1 } from './l1.ts'
import { createOpBatcher } from './op-batcher.ts'
import { createOpGeth, type OpGeth } from './op-geth.ts'
import { createOpNode, type OpNode } from './op-node.ts'
import type { Program } from './program.ts'
import type { Site } from './site.ts'

/** A chain with the client of its sequencer, which holds block 0. */
export interface Rollup {
  readonly chain: Chain
  readonly client: OpGeth
}

export interface Sequencer {
  readonly node: OpNode
  readonly batcher: Program
}

/** A rollup node that only reads, with a client of its own. */
export interface Verifier {
  readonly node: OpNode
  readonly client: OpGeth
}

export async function startRollup(
  site: Site,
  l1: L1,
  origin: BlockHeader,
  options: ChainOptions,
): Promise<Rollup> {
  const chain = await createChain(site, l1, origin, options)
  const client = await createOpGeth(site, chain, `op-geth-${chain.chainId}-sequencer`)
  await client.start()
  const genesis = await client.block(0)
  if (genesis === null) throw new Error(`${client.name} has no block 0`)
  await chain.found(genesis)
  return { chain, client }
}

/** The node drives its client at `engineUrl`, which may be somebody between the two. */
export async function startSequencer(
  site: Site,
  l1: L1,
  { chain, client }: Rollup,
  engineUrl = client.engineUrl,
): Promise<Sequencer> {
  const name = `op-node-${chain.chainId}-sequencer`
  const node = await createOpNode(site, l1, chain, { name, engineUrl, sequences: true })
  await node.start()
  const batcher = await createOpBatcher(site, l1, chain, { client, node })
  await batcher.start()
  return { node, batcher }
}

/** Hears unsafe blocks from the sequencer, and derives. */
export async function startVerifier(
  site: Site,
  l1: L1,
  chain: Chain,
  sequencer: Sequencer,
  role: string,
): Promise<Verifier> {
  const client = await createOpGeth(site, chain, `op-geth-${chain.chainId}-${role}`)
  await client.start()
  const node = await createOpNode(site, l1, chain, {
    name: `op-node-${chain.chainId}-${role}`,
    engineUrl: client.engineUrl,
    staticPeers: [sequencer.node.multiaddr],
  })
  await node.start()
  return { node, client }
}
