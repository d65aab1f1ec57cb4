import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { geth } from '../../src/adapters/memory/execution-client/personality.ts'
import { attesterKey } from '../gossip/statements.ts'
import { until } from '../gossip/until.ts'
import { chainId, followerConfig } from './support/follower-config.ts'
import { type Hand, openHand } from './support/hand.ts'
import { refOf } from './support/l2.ts'
import { type LoneFollower, openLoneFollower } from './support/lone-follower.ts'
import { nodeLabels } from './support/rollup-driver.ts'
import { safeMoves } from './support/safe-moves.ts'
import { openTwins, type Twins, type TwinsOptions } from './support/twins.ts'

const megabyte = 1024 * 1024
const blocksAway = 2_000
const derivedAtOnce = 10

/** Blocks of two seconds, two thousand of them and more, of an L1 with one in twelve. */
const rebuiltFromL1: Partial<TwinsOptions> = { op: {}, l1Blocks: 400 }

it.each<[rests: string, options: Partial<TwinsOptions>]>([
  ['that the nodes derived', {}],
  ['that are rebuilt from L1', rebuiltFromL1],
])(
  'clears a backlog of two thousand blocks %s with one forkchoice, and has not grown meanwhile',
  {
    timeout: 180_000,
  },
  async (_, options) => {
    const { twins, hand, lone } = await openStage(options)
    await goOn(twins, lone, 200, (number) => attest(twins, hand, number))
    await settled(twins, 200)
    const heapBefore = await lone.heapUsedBytes()
    const movesBefore = safeMoves(twins.proxies.client).length

    await hand.gossip.close()
    await goOn(twins, lone, 200 + blocksAway, async () => {})
    await derived(lone, 200 + blocksAway)
    const heapAfter = await lone.heapUsedBytes()
    const { status, addresses } = await lone.look()
    expect(status.heads).toMatchObject({ localSafe: { number: 2_200 }, crossSafe: { number: 200 } })
    expect(status.statementsHeld).toBeLessThanOrEqual(1)
    expect(Math.abs(heapAfter - heapBefore) / megabyte).toBeLessThanOrEqual(5)
    expect(safeMoves(twins.proxies.client)).toHaveLength(movesBefore)

    const back = await openHand(chainId, twins.directory, addresses)
    onTestFinished(back.gossip.close)
    await back.meshed()
    await attest(twins, back, 2_200)
    await settled(twins, 2_200)
    await goOn(twins, lone, 2_210, async () => {})
    expect(
      safeMoves(twins.proxies.client)
        .slice(movesBefore)
        .map(({ safeBlockHash }) => safeBlockHash),
    ).toEqual([refOf(twins.l2.at(2_200)).hash])
  },
)

async function openStage(options: Partial<TwinsOptions>) {
  const twins = await openTwins({ personality: geth, l2Blocks: 0, l1Blocks: 40, ...options })
  twins.derivation.derive(0)
  onTestFinished(twins.close)
  const hand = await openHand(chainId, twins.directory)
  onTestFinished(hand.gossip.close)
  const lone = await openLoneFollower(followerConfig(twins, hand, { links: { pollIntervalMs: 400 } }))
  onTestFinished(lone.close)
  await hand.meshed()
  await settled(twins, 0)
  return { twins, hand, lone }
}

/** The node seals, hands in and derives up to this height; every tenth block is `done`. */
async function goOn(
  { l2, derivation }: Twins,
  lone: LoneFollower,
  upTo: number,
  done: (number: number) => Promise<void>,
): Promise<void> {
  while (l2.head().payload.blockNumber < upTo) {
    for (const block of l2.grow(derivedAtOnce)) await lone.handIn(block, nodeLabels(derivation))
    const { number } = refOf(l2.head())
    derivation.derive(number)
    await done(number)
  }
}

async function attest({ l1, l2 }: Twins, hand: Hand, number: number): Promise<void> {
  const { number: l1Number, hash } = l1.chain.head()
  const l1View = { number: l1Number, hash }
  await hand.attest(l2.at(number), { key: attesterKey, l1View, topic: 'cross-safe-heads' })
}

/** Its process has to be asked, so there is no condition to look at in between. */
async function derived(lone: LoneFollower, number: number): Promise<void> {
  for (let looks = 0; looks < 300; looks++) {
    const { status } = await lone.look()
    const { enabled, watermark } = status.consolidation
    const isRebuilt = !enabled || watermark?.number === number
    if (status.heads.localSafe?.number === number && isRebuilt) return
    await sleep(100)
  }
  throw new Error(`the follower did not hear that ${number} is derived, or did not rebuild it`)
}

const settled = ({ client }: Twins, number: number) =>
  until(`${number} is safe`, () => client.control.labels().safe?.number === number)
