import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { AttestationTopic, BlockRef, L1View } from '../../../machines/values.ts'
import type { EngineGate } from '../../../src/actors/engine/gate.ts'
import { geth, type Personality } from '../../../src/adapters/memory/execution-client/personality.ts'
import type { FollowerConfig } from '../../../src/follower/config.ts'
import type { Follower } from '../../../src/follower/follower.ts'
import { addressOf } from '../../../src/wire/signing.ts'
import { attesterKey } from '../../gossip/statements.ts'
import { until } from '../../gossip/until.ts'
import { type Hand, openHand } from './hand.ts'
import { type Block, refOf } from './l2.ts'
import { observeSafe, type SafeObserver } from './safe-observer.ts'
import { fastDelays, fastLinks, openSeat, type Seat } from './seat.ts'
import { openTwins, type Twins } from './twins.ts'

export const chainId = 901

export interface WorldOptions
  extends Partial<Pick<FollowerConfig, 'delays' | 'limits' | 'links' | 'threshold' | 'log'>> {
  readonly personality?: Personality
  /** Whose statements count. */
  readonly keys?: readonly Uint8Array[]
  /** Blocks above genesis that exist before the follower starts, all unsafe. */
  readonly l2Blocks?: number
  readonly l1Blocks?: number
  /** How far the rollup node has derived already. */
  readonly derived?: number
}

export interface World extends Twins {
  readonly hand: Hand
  readonly seat: Seat
  readonly safe: SafeObserver
  readonly follower: () => Follower
  readonly gate: () => EngineGate
  /** New unsafe blocks, handed to the client as a rollup node does: through the follower's gate. */
  readonly extend: (count: number) => Promise<void>
  /** The node goes over to another branch, which ends at this block. */
  readonly switchTo: (block: Block) => Promise<void>
  /**
   * Signs and gossips a statement, by default of the first key, on the heads topic, under the L1
   * head; done when the follower has judged it. Answers its bytes.
   */
  readonly attest: (block: Block, how?: Attesting) => Promise<Uint8Array>
  /** Waits until the follower counts this height as cross-safe. */
  readonly promoted: (number: number) => Promise<void>
  /** Waits until every link has been read so often that whatever was due has been done. */
  readonly quiet: () => Promise<void>
  /** The canonical L1 block at this height. */
  readonly view: (number: number) => L1View
  /** What an observer outside must never have seen; empty when all is well. */
  readonly violations: () => readonly string[]
  readonly restart: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface Attesting {
  readonly key?: Uint8Array
  readonly l1View?: L1View
  readonly topic?: AttestationTopic
}

/** A world for one story: it is closed when the test that opened it ends. */
export async function openStory(options: WorldOptions = {}): Promise<World> {
  const world = await openWorld(options)
  onTestFinished(world.close)
  return world
}

/** A whole follower in engine mode, anchored at genesis, in one mesh with the attesters' hand. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const { keys = [attesterKey], personality = geth, l2Blocks = 20, l1Blocks = 40, derived = 0 } = options
  const twins = await openTwins({ personality, l2Blocks, l1Blocks })
  twins.derivation.derive(derived)
  const hand = await openHand(chainId, twins.directory)
  const safe = await observeSafe({ url: twins.clientUrl, jwtSecretPath: twins.jwtSecretPath })
  const seat = await openSeat(followerConfig(twins, hand, options))
  const follower = () => seat.occupant().follower
  const gate = () => seat.occupant().gate!
  const signers = keys.map(addressOf)

  const joined = async (): Promise<void> => {
    await hand.meshed()
    await until('the follower is in a mesh', () =>
      follower()
        .peers()
        .some(({ inMesh }) => inMesh),
    )
    await until('the follower has read every end', () => follower().status().state !== 'syncing')
    await until('a first start is anchored', () => follower().status().heads.crossSafe !== null)
  }
  const close = async (): Promise<void> => {
    await seat.close()
    await Promise.all([hand.gossip.close(), safe.close()])
    await twins.close()
  }
  await joined().catch(async (error: unknown) => {
    await close()
    throw error
  })

  return {
    ...twins,
    hand,
    seat,
    safe,
    follower,
    gate,
    extend: async (count) => {
      for (const block of twins.l2.grow(count)) await handIn(gate(), twins, block)
    },
    switchTo: async (block) => {
      twins.l2.switchTo(block)
      await handIn(gate(), twins, block)
    },
    attest: async (block, { key = keys[0]!, l1View = l1Head(twins), topic = 'cross-safe-heads' } = {}) => {
      const judged = (): number => seat.told.verdicts.filter(({ from }) => from === hand.gossip.peerId).length
      const before = judged()
      const bytes = await hand.attest(block, { key, l1View, topic })
      await until('the follower has judged it', () => judged() > before)
      return bytes
    },
    promoted: (number) =>
      until(`${number} is promoted`, () => follower().status().heads.crossSafe?.number === number),
    quiet: () => readAgain(twins),
    view: (number) => viewOf(twins.l1.chain.at(number)!),
    violations: () => safe.violations(mayBePromoted(twins, (block) => hand.hasAttested(block, signers))),
    restart: async () => {
      await seat.restart()
      await joined()
    },
    close,
  }
}

function followerConfig(
  { proxies, directory, jwtSecretPath }: Twins,
  { gossip }: Hand,
  { keys = [attesterKey], threshold = 1, delays, limits, links, log = silent }: WorldOptions,
): FollowerConfig {
  return {
    mode: 'engine',
    chainId,
    attesters: keys.map(addressOf),
    threshold,
    rollupRpcUrls: [proxies.rollupNode.url],
    l1Url: proxies.l1.url,
    client: { url: proxies.client.url, jwtSecretPath },
    dataDir: join(directory, 'follower'),
    p2p: { listenIp: '127.0.0.1', listenTcp: 0, staticPeers: gossip.addresses(), identityPath: null },
    delays: { ...fastDelays, ...delays },
    links: { ...fastLinks, ...links },
    ...(limits === undefined ? {} : { limits }),
    log,
  }
}

/** The labels are the node's own, local-safe as safe: what reaches the client is the gate's affair. */
async function handIn(gate: EngineGate, { derivation }: Twins, block: Block): Promise<void> {
  const { signal } = new AbortController()
  const imported = await gate.newPayload(block, signal)
  const { local_safe_l2, finalized_l2 } = derivation.status()
  const state = {
    headBlockHash: block.payload.blockHash,
    safeBlockHash: local_safe_l2.hash,
    finalizedBlockHash: finalized_l2.hash,
  }
  const moved = await gate.forkchoiceUpdated(state, null, signal)
  if (imported.kind !== 'ok' || moved.kind !== 'ok') {
    throw new Error(`block ${refOf(block).number} was not taken: ${JSON.stringify([imported, moved])}`)
  }
}

function mayBePromoted({ l2 }: Twins, isAttested: (block: BlockRef) => boolean) {
  return (block: BlockRef): boolean => block.number === 0 || (l2.has(block) && isAttested(block))
}

/** A reading is a few calls; twenty of each end are several readings, and time for what follows from them. */
async function readAgain({ proxies }: Twins): Promise<void> {
  const before = Object.values(proxies).map(({ calls }) => calls.length)
  await until('every end was asked again', () =>
    Object.values(proxies).every(({ calls }, index) => calls.length >= before[index]! + 20),
  )
}

function l1Head({ l1 }: Twins): L1View {
  return viewOf(l1.chain.head())
}

function viewOf({ number, hash }: L1View): L1View {
  return { number, hash }
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
