import { onTestFinished } from 'vitest'
import type { AttestationTopic, BlockRef, L1View } from '../../../machines/values.ts'
import { geth, type Personality } from '../../../src/adapters/memory/execution-client/personality.ts'
import type { Follower } from '../../../src/follower/follower.ts'
import type { OpBlockTraits } from '../../../src/testing/op-chain.ts'
import { addressOf } from '../../../src/wire/signing.ts'
import { attesterKey } from '../../gossip/statements.ts'
import { until } from '../../gossip/until.ts'
import { chainId, type FollowerChoices, followerConfig } from './follower-config.ts'
import { type Hand, openHand } from './hand.ts'
import type { Block } from './l2.ts'
import { handIn, nodeLabels } from './rollup-driver.ts'
import { observeSafe, type SafeObserver, type SafeObserverOptions } from './safe-observer.ts'
import { openSeat, type Seat } from './seat.ts'
import { type OpOptions, openTwins, type Twins } from './twins.ts'

export interface WorldOptions extends FollowerChoices {
  readonly personality?: Personality
  /** Blocks above genesis that exist before the follower starts, all unsafe. */
  readonly l2Blocks?: number
  readonly l1Blocks?: number
  /** What every block has in it; without these it is empty. */
  readonly blockTraits?: OpBlockTraits
  /** Blocks are made from L1, and rebuilt from it before they are promoted. */
  readonly op?: OpOptions
  /** How far the rollup node has derived already. */
  readonly derived?: number
}

export interface World extends Twins {
  readonly hand: Hand
  readonly seat: Seat
  readonly safe: SafeObserver
  readonly follower: () => Follower
  /** New unsafe blocks, handed to the client as a rollup node does: through the follower's gate. */
  readonly extend: (count: number) => Promise<void>
  /** The node goes over to another branch, which ends at this block. */
  readonly switchTo: (block: Block) => Promise<void>
  /**
   * Signs and gossips a statement, by default of the first key, on the heads topic, under the L1
   * head; done when the follower has judged it. Answers its bytes.
   */
  readonly attest: (block: Block, how?: Attesting) => Promise<Uint8Array>
  /** Waits until the follower counts this height as cross-safe, and the observer outside has seen it. */
  readonly promoted: (number: number) => Promise<void>
  /** Waits until every link has been read so often that whatever was due has been done. */
  readonly quiet: () => Promise<void>
  /** The canonical L1 block at this height. */
  readonly view: (number: number) => L1View
  /** What an observer outside must never have seen, and what no log may say; empty when all is well. */
  readonly violations: () => readonly string[]
  readonly restart: () => Promise<void>
  /** What happens here, happens while the follower is not there. */
  readonly whileAway: (happens: () => Promise<void>) => Promise<void>
  readonly close: () => Promise<void>
}

interface Attesting {
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
  const { personality = geth, l2Blocks = 20, l1Blocks = 40, blockTraits = {}, derived = 0, op } = options
  const twins = await openTwins({ personality, l2Blocks, l1Blocks, blockTraits, ...(op && { op }) })
  twins.derivation.derive(derived)
  const hand = await openHand(chainId, twins.directory)
  const safe = await observeSafe(observed(twins, hand, options))
  const seat = await openSeat(followerConfig(twins, hand, options))
  const close = async (): Promise<void> => {
    await seat.close()
    await Promise.all([hand.gossip.close(), safe.close()])
    await twins.close()
  }
  try {
    await joined(seat, hand)
  } catch (error) {
    await close()
    throw error
  }
  return { ...twins, hand, seat, safe, ...handles(twins, hand, seat, safe, options), close }
}

async function joined(seat: Seat, hand: Hand): Promise<void> {
  const { follower } = seat.occupant()
  await hand.meshed()
  const isMeshed = (): boolean => follower.peers().some(({ inMesh }) => inMesh)
  await until('the follower is in a mesh', isMeshed)
  await until('the follower has read every end', () => follower.status().state !== 'syncing')
  await until('a first start is anchored', () => follower.status().heads.crossSafe !== null)
}

type Handles = Omit<World, keyof Twins | 'hand' | 'seat' | 'safe'>

function handles(
  twins: Twins,
  hand: Hand,
  seat: Seat,
  safe: SafeObserver,
  { keys = [attesterKey] }: WorldOptions,
): Handles {
  const follower = () => seat.occupant().follower
  const hear = (block: Block) => handIn(seat.occupant().gate!, block, nodeLabels(twins.derivation))
  const whileAway = async (happens: () => Promise<void>) => {
    await seat.leave()
    await happens()
    await seat.comeBack()
    await joined(seat, hand)
  }
  const view = (number: number) => viewOf(twins.l1.chain.at(number)!)
  return {
    follower,
    extend: async (count) => {
      for (const block of twins.l2.grow(count)) await hear(block)
    },
    switchTo: async (block) => {
      twins.l2.switchTo(block)
      await hear(block)
    },
    attest: async (block, how = {}) => {
      const { key = keys[0]!, l1View = view(twins.l1.chain.head().number), topic = 'cross-safe-heads' } = how
      const before = seat.verdictsOn(hand.gossip.peerId).length
      const bytes = await hand.attest(block, { key, l1View, topic })
      await until('it is judged', () => seat.verdictsOn(hand.gossip.peerId).length > before)
      return bytes
    },
    promoted: async (number) => {
      await until(`${number} is promoted`, () => follower().status().heads.crossSafe?.number === number)
      await until(`${number} is seen outside`, () => safe.seen().some((block) => block.number === number))
    },
    quiet: () => readAgain(twins),
    view,
    violations: () => [...safe.violations(), ...seat.told.alarms],
    restart: () => whileAway(async () => {}),
    whileAway,
  }
}

/** What was attested by now and is on the chain may be safe, and genesis, where a first start is anchored. */
function observed(
  { clientUrl: url, jwtSecretPath, l2 }: Twins,
  hand: Hand,
  { keys = [attesterKey] }: WorldOptions,
): SafeObserverOptions {
  const signers = keys.map(addressOf)
  const mayBePromoted = (block: BlockRef): boolean =>
    block.number === 0 || (l2.mayLeadThrough(block) && hand.hasAttested(block, signers))
  return { url, jwtSecretPath, mayBePromoted }
}

/** A reading is a few calls; twenty of each end are several readings, and time for what follows from them. */
async function readAgain({ proxies }: Twins): Promise<void> {
  const before = Object.values(proxies).map(({ calls }) => calls.length)
  await until('every end was asked again', () =>
    Object.values(proxies).every(({ calls }, index) => calls.length >= before[index]! + 20),
  )
}

function viewOf({ number, hash }: L1View): L1View {
  return { number, hash }
}
