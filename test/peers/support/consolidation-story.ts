import { expect, type TestContext } from 'vitest'
import type { Fact } from '../../../machines/follower/facts.ts'
import type { ForkDelays } from '../../../src/devnet/stock/chain/forks.ts'
import { startFollowerPlace } from '../../../src/devnet/stock/follower-place.ts'
import { type SingleChain, startSingleChain } from '../../../src/devnet/stock/single-chain.ts'
import {
  type SystemConfigUpdate,
  updateSystemConfig,
} from '../../../src/devnet/stock/update-system-config.ts'
import { contentsOf } from './contents-of.ts'
import { readFollowerStore } from './follower-store.ts'
import { openStory, type Story } from './story.ts'
import { depositSteadily } from './user.ts'
import { type ExplainWatch, watchExplain } from './watch-explain.ts'

export interface ConsolidationOptions {
  readonly interop: boolean
  readonly forks?: ForkDelays
  /** So many are consolidated and promoted. */
  readonly blocks: number
}

const journalLimit = 10_000
const gasLimit = 25_000_000
const patienceMs = 420_000

const updates: readonly SystemConfigUpdate[] = [
  { kind: 'fee-scalars', baseFeeScalar: 1_368, blobBaseFeeScalar: 810_949 },
  { kind: 'gas-limit', gasLimit },
  { kind: 'eip-1559', denominator: 200, elasticity: 4 },
  { kind: 'operator-fee', scalar: 11, constant: 7n },
  { kind: 'min-base-fee', minBaseFee: 1_000n },
]

/**
 * A follower rebuilds every block that a stock node has derived, while people deposit on L1 and the chain's
 * operator changes its system config: none of them differs, and all that is promoted rests on that.
 */
export async function consolidationStory(context: TestContext, options: ConsolidationOptions): Promise<void> {
  const { blocks } = options
  const story = await openStory(context)
  const network = await startSingleChain(story, options)
  const { l1, chain, place } = network
  depositSteadily(story, l1, network)
  await startFollowerPlace(place)
  const explained = watchExplain(story, place.follower)
  const anchor = await story.until('the follower has anchored', async () => {
    return (await place.follower.status())?.trustedBase
  })
  await reaches(story, network, anchor.number + blocks / 2)
  for (const update of updates) await updateSystemConfig(l1, chain, update)
  await reaches(story, network, anchor.number + blocks)
  const end = (await place.follower.status())!.heads.crossSafe!

  expectNoDifference(explained)
  expect((await place.client.block('latest'))!.number).toBeGreaterThan(end.number)
  await expectEventful(network, anchor.number, end.number)
  await expectAllRebuilt(story, network)
}

/** Consolidated and promoted up to here. */
function reaches(story: Story, { place }: SingleChain, number: number) {
  const has = (head: { readonly number: number } | null) => head !== null && head.number >= number
  return story.until(
    `${number} is consolidated and cross-safe`,
    async () => {
      const status = await place.follower.status()
      return status !== null && has(status.consolidation.watermark) && has(status.heads.crossSafe)
    },
    patienceMs,
  )
}

/** What is only a question of time is none. */
function expectNoDifference(explained: ExplainWatch): void {
  const stops = explained.seen().filter(({ code }) => code.startsWith('consolidation/'))
  expect(stops.filter(({ code }) => !waits.includes(code))).toEqual([])
}

const waits = ['consolidation/behind', 'consolidation/origin-ahead']

/** Otherwise nothing was shown. */
async function expectEventful({ place }: SingleChain, from: number, to: number): Promise<void> {
  const found = []
  for (let number = from + 1; number <= to; number++) {
    const block = (await place.client.block(number))!
    found.push(await contentsOf(place.client, block.hash))
  }
  const deposits = found.reduce((sum, one) => sum + one.deposits.length, 0)
  console.log(`${found.length} blocks with ${deposits} deposits`)
  expect(deposits).toBeGreaterThan(found.length / 4)
  expect(found.at(-1)!.gasLimit).toBe(gasLimit)
  expect(found[0]!.gasLimit).not.toBe(gasLimit)
}

async function expectAllRebuilt(story: Story, { place }: SingleChain): Promise<void> {
  await place.follower.kill()
  const promotions = await readFollowerStore(story, place.follower, (store) =>
    store.journal(journalLimit).flatMap(({ fact }) => (isPromotion(fact) ? [fact] : [])),
  )
  expect(promotions.length).toBeGreaterThan(2)
  for (const { safe, tier } of promotions) expect(tier, `the tier of ${safe.number}`).toBe(2)
}

function isPromotion(fact: Fact): fact is Extract<Fact, { kind: 'promoted' }> {
  return fact.kind === 'promoted' && fact.because === 'attested'
}
