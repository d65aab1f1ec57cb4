import { expect, type TestContext } from 'vitest'
import type { BlockRef } from '../../../machines/values.ts'
import { createOpNode, type OpNode } from '../../../src/devnet/stock/op-node.ts'
import { type SingleChain, startSingleChain } from '../../../src/devnet/stock/single-chain.ts'
import { judgeSafe, medianOf, pacesOf } from './judge-safe.ts'
import { openStory, type Story } from './story.ts'
import { lookEveryMs } from './watch.ts'
import { type ClientWatch, watchClient, watchNode } from './watches.ts'
import { watchWire } from './wire-watch.ts'

export interface CapOptions {
  readonly interop: boolean
  /** For how many it is watched. */
  readonly blocks: number
}

/** Blocks that the node derives while nobody attests. */
const outageBlocks = 15
/** How often the follower asks its node, and how often we look at the two ends. */
const onePollMs = 1_000 + 2 * lookEveryMs

/**
 * An operator puts op-follower between a node and its client: one changed URL. `safe` is then what was
 * attested and derived, and nothing else; it stands while the attester is away, and catches up in one step
 * when that is back. Then the operator changes the URL back.
 */
export async function capStory(context: TestContext, { interop, blocks }: CapOptions): Promise<void> {
  const story = await openStory(context)
  const network = await startSingleChain(story, { interop })
  const { place, attester, chain } = network
  const wire = await watchWire(story, chain.chainId, [attester])
  const before = await runDirectly(story, network, 'before')
  const client = watchClient(place.client)
  await story.until('safe is ahead of finalized, and nobody attested that', async () => {
    return isAhead(client)
  })

  await before.kill()
  const left = await place.client.block('safe')
  await story.until('what it has left behind was seen', () => client.newest('safe')?.hash === left!.hash)
  client.forget()
  const anchor = await takeOver(story, network)
  const node = watchNode(place.node)
  const safe = () => client.seen('safe').slice(1)
  const joined = await story.until('the first attested block is safe', () => {
    return safe().find(({ hash }) => hash !== anchor.hash)
  })
  await story.until(`${blocks} more are`, () => reaches(client, joined.number + blocks))
  const attested = wire.attested().filter(({ number }) => number > joined.number)
  const paces = pacesOf({ safe: safe(), attested, derived: node.seen('derived') })
  const [median, longest] = [medianOf(paces), Math.max(...paces)]
  console.log(
    `${paces.length} heads from attested and derived to safe: median ${median} ms, longest ${longest} ms`,
  )
  expect(paces.length).toBeGreaterThan(blocks / 4)
  expect(median).toBeLessThan(onePollMs)

  await attester.kill()
  const resets = await place.node.resets()
  const stood = await untilAhead(story, network, client, 3)
  await untilAhead(story, network, client, outageBlocks)
  expect(client.newest('safe')).toEqual(stood)
  expect(await place.node.resets()).toBe(resets)

  await attester.start()
  await story.until('the attester is heard again', () => reaches(client, stood.number + outageBlocks))
  const [first] = safe().filter(({ atMs }) => atMs > stood.atMs)
  expect(first!.number).toBeGreaterThanOrEqual(stood.number + outageBlocks)
  await wire.askFor(safe().filter(({ hash }) => hash !== anchor.hash))
  expect(judgeSafe({ safe: safe(), anchor, attested: wire.find })).toEqual([])

  await attester.kill()
  await place.node.kill()
  await place.follower.kill()
  const last = client.newest('safe')!
  await runDirectly(story, network, 'after')
  await story.until('safe is what the node derives, without anybody', () => reaches(client, last.number + 5))
}

/** As it was before op-follower, and as it can be again. */
async function runDirectly(story: Story, network: SingleChain, when: string): Promise<OpNode> {
  const { l1, chain, sequencer, place } = network
  if (!place.client.isRunning()) await place.client.start()
  const node = await createOpNode(story, l1, chain, {
    name: `op-node-${chain.chainId}-${when}`,
    engineUrl: place.client.engineUrl,
    staticPeers: [sequencer.node.multiaddr],
  })
  await node.start()
  return node
}

/** Answers where the follower has anchored. */
async function takeOver(story: Story, { place }: SingleChain): Promise<BlockRef> {
  await place.follower.start()
  await place.node.start()
  return story.until('the follower has anchored', async () => (await place.follower.status())?.trustedBase)
}

function isAhead(client: ClientWatch): boolean {
  const [safe, finalized] = [client.newest('safe'), client.newest('finalized')]
  return safe !== null && finalized !== null && safe.number > finalized.number + 2
}

function reaches(client: ClientWatch, number: number): boolean {
  return (client.newest('safe')?.number ?? -1) >= number
}

/** Until the node's own local-safe is so far ahead of what the client calls safe; answers that. */
function untilAhead(story: Story, { place }: SingleChain, client: ClientWatch, blocks: number) {
  return story.until(`the node is ${blocks} ahead of safe`, async () => {
    const safe = client.newest('safe')!
    const status = await place.node.status()
    return status !== null && status.local_safe_l2.number >= safe.number + blocks && safe
  })
}
