import { expect, type TestContext } from 'vitest'
import { type BlockRef, sameBlock } from '../../../machines/values.ts'
import { type FollowerPlace, startFollowerPlace } from '../../../src/devnet/stock/follower-place.ts'
import { type InteropPair, startInteropPair } from '../../../src/devnet/stock/interop-pair.ts'
import type { L1Options } from '../../../src/devnet/stock/l1.ts'
import type { OpGeth } from '../../../src/devnet/stock/op-geth.ts'
import { expectRebuilt } from './expect-rebuilt.ts'
import { judgeSafe } from './judge-safe.ts'
import { openStory, type Story } from './story.ts'
import { depositSteadily } from './user.ts'
import { type ExplainWatch, watchExplain } from './watch-explain.ts'
import { type ClientWatch, watchClient } from './watches.ts'
import { type WireWatch, watchWire } from './wire-watch.ts'

/** Two chains, a verifier of both with an attester, and followers of the first, all of them watched. */
export interface ReplacementStage {
  readonly story: Story
  readonly network: InteropPair
  readonly follower: Seat
  /** All of them: the one before the sequencer's client first, when there is one. */
  readonly seats: readonly Seat[]
  /**
   * Nobody has ever seen a `safe` that was not attested, and what was promoted was rebuilt from L1. Asked at
   * the end of a story, which the followers do not survive.
   */
  readonly judge: () => Promise<void>
}

/** A follower's place, and what is seen of it from outside. */
export interface Seat {
  readonly place: FollowerPlace
  readonly client: ClientWatch
  readonly explained: ExplainWatch
}

export interface ReplacementStageOptions {
  readonly followedSequencer: boolean
  readonly l1?: L1Options
  /** Who follows, besides the sequencer: by default the place that the network has made. */
  readonly follow?: (story: Story, network: InteropPair) => Promise<readonly FollowerPlace[]>
}

/** Until the batch is on L1, the verifier has found the message out, and its word went round. */
const verdictDeadlineMs = 120_000

/** The followers have promoted something when it is open. */
export async function openReplacementStage(
  context: TestContext,
  options: ReplacementStageOptions,
): Promise<ReplacementStage> {
  const story = await openStory(context)
  const network = await startInteropPair(story, options)
  const { attester, sequencerPlace, chain } = network
  depositSteadily(story, network.l1, chain)
  const wire = await watchWire(story, chain.chain.chainId, [attester])
  const followers = await (options.follow ?? followAlone)(story, network)
  const places = [...(sequencerPlace === null ? [] : [sequencerPlace]), ...followers]
  const seats = places.map((place) => seatAt(story, place))
  for (const seat of seats)
    await story.until('an attested block is safe', () => (seat.client.newest('safe')?.number ?? 0) > 0)
  return {
    story,
    network,
    follower: seats.at(-1)!,
    seats,
    judge: async () => {
      for (const seat of seats) await judgeSeat(story, seat, wire)
    },
  }
}

async function followAlone(_: Story, { place }: InteropPair): Promise<readonly FollowerPlace[]> {
  await startFollowerPlace(place)
  return [place]
}

function seatAt(story: Story, place: FollowerPlace): Seat {
  return { place, client: watchClient(place.client), explained: watchExplain(story, place.follower) }
}

/** Until another block stands there and is safe; answers that. */
export async function replacementOf(
  { story }: ReplacementStage,
  { place, client }: Seat,
  denied: BlockRef,
): Promise<BlockRef> {
  const replacement = await story.until(
    `${place.client.name} has another block ${denied.number}`,
    async () => {
      const block = await place.client.block(denied.number)
      return block !== null && block.hash !== denied.hash && block
    },
    verdictDeadlineMs,
  )
  await story.until('the replacement is safe', () =>
    client.seen('safe').some((seen) => sameBlock(seen, replacement)),
  )
  return { number: replacement.number, hash: replacement.hash }
}

/** Every client of the chain that follows what was attested, its own followers' or not. */
export async function expectOn(clients: readonly OpGeth[], block: BlockRef): Promise<void> {
  for (const client of clients) expect((await client.block(block.number))?.hash, client.name).toBe(block.hash)
}

async function judgeSeat(story: Story, { place, client }: Seat, wire: WireWatch): Promise<void> {
  const anchor = (await place.follower.status())?.trustedBase
  expect(anchor).toBeTruthy()
  const safe = client.seen('safe')
  await wire.askFor(safe.filter(({ hash }) => hash !== anchor!.hash))
  expect(judgeSafe({ safe, anchor: anchor!, attested: wire.find }), place.client.name).toEqual([])
  await expectRebuilt(story, place.follower)
}
