import * as Schema from 'effect/Schema'
import { expect, type TestContext } from 'vitest'
import { reorgL1 } from '../../../src/devnet/stock/reorg-l1.ts'
import { openScene, type Scene } from './gateway-scene.ts'
import { openStory } from './story.ts'

export interface GatewayOptions {
  readonly interop: boolean
  /** For how many it is watched before anything happens. */
  readonly blocks: number
}

/** How far the node derives on while nobody attests. */
const outageBlocks = 8
/** By how much an L1 reorg goes below the origin of what it takes back. */
const reorgMarginBlocks = 3

/** A Light CL has for safe what its gateway has, and nothing beyond. */
export async function obedienceStory(context: TestContext, options: GatewayOptions): Promise<void> {
  const scene = await openScene(await openStory(context), options.interop)
  await obeys(scene, options)
}

/** The same while attesters are away, the gateway is away, and its node is frozen. Then L1 takes blocks back. */
export async function misfortuneStory(context: TestContext, options: GatewayOptions): Promise<void> {
  const scene = await openScene(await openStory(context), options.interop)
  await obeys(scene, options, async () => {
    await attestersAway(scene)
    await gatewayAway(scene)
    await nodeFrozen(scene)
  })
  await finalizes(scene)
  await takenBack(scene, options)
}

async function obeys(scene: Scene, { blocks }: GatewayOptions, meanwhile = async () => {}): Promise<void> {
  const judge = await scene.watch()
  await scene.follows((await scene.lightSafe()).number + blocks)
  await meanwhile()
  await judge()
}

/** Safe stands, while what was derived goes on: it would be safe without us. */
async function attestersAway({ story, attester, deriving, ...scene }: Scene): Promise<void> {
  await attester.kill()
  const stood = await scene.standsWithUs()
  await story.until(`the node has derived ${outageBlocks} blocks more`, async () => {
    return ((await deriving.node.status())?.local_safe_l2.number ?? 0) >= stood.number + outageBlocks
  })
  await scene.hearsBlocks()
  expect(await scene.lightSafe()).toEqual(stood)
  await attester.start()
  await scene.follows(stood.number + outageBlocks)
}

async function gatewayAway({ gateway, ...scene }: Scene): Promise<void> {
  await gateway.kill()
  const stood = await scene.lightSafe()
  await scene.hearsBlocks()
  expect(await scene.lightSafe()).toEqual(stood)
  await gateway.start()
  await scene.follows(stood.number + 1)
}

/** Who asks is told the age of what is known, and not what is known. */
async function nodeFrozen({ story, gateway, deriving, ...scene }: Scene): Promise<void> {
  deriving.node.freeze()
  await story.until('the gateway tells how old its view is', async () => {
    const answer = await gateway.rpc.call(Schema.Unknown, 'optimism_syncStatus').catch(String)
    return typeof answer === 'string' && /its newest answer is \d+ ms old/.test(answer)
  })
  const stood = await scene.lightSafe()
  await scene.hearsBlocks()
  expect(await scene.lightSafe()).toEqual(stood)
  deriving.node.thaw()
  await scene.follows(stood.number + 1)
}

async function finalizes({ story, gateway, light }: Scene): Promise<void> {
  const ours = async () => (await gateway.status())?.heads.finalized?.number ?? 0
  const reached = await story.until('a block is finalized', async () => (await ours()) || null)
  const theirs = await story.until('it is for the Light CL', async () => {
    const { number } = (await light.client.block('finalized'))!
    return number >= reached && number
  })
  expect(theirs).toBeLessThanOrEqual(await ours())
}

/**
 * A Light CL pays no attention to a safe block below its own. With interop it comes over by local-safe: its
 * client refuses the old safe block under the new head, and it begins anew from finalized. Before interop
 * local-safe is our safe block, and so it stands until that is on the new branch too.
 */
async function takenBack(scene: Scene, { interop }: GatewayOptions): Promise<void> {
  const { story, l1, attester, deriving } = scene
  await attester.kill()
  const old = await scene.standsWithUs()
  const origin = await scene.served('our safe block is served', ({ safe_l2 }) => {
    return safe_l2.number === old.number && safe_l2.l1origin.number
  })
  await reorgL1(l1, (await l1.latest()).number - origin + reorgMarginBlocks)
  const lower = await scene.served('a lower safe block is served', ({ safe_l2: { number } }) => {
    return number < old.number && number
  })
  await story.until('the node has derived the height again', async () => {
    const { number } = (await deriving.node.status())!.local_safe_l2
    return number > old.number && (await deriving.client.block(old.number))!.hash !== old.hash
  })
  if (interop) expect((await scene.follows(lower)).number).toBeLessThan(old.number)
  else expect(await scene.lightSafe()).toEqual(old)

  await attester.start()
  const safe = await scene.follows(old.number + 1)
  expect(await deriving.client.block(safe.number)).toMatchObject({ hash: safe.hash })
}
