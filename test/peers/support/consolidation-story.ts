import { expect, type TestContext } from 'vitest'
import type { ForkDelays } from '../../../src/devnet/stock/chain/forks.ts'
import { startFollowerPlace } from '../../../src/devnet/stock/follower-place.ts'
import { type SingleChain, startSingleChain } from '../../../src/devnet/stock/single-chain.ts'
import {
  type SystemConfigUpdate,
  updateSystemConfig,
} from '../../../src/devnet/stock/update-system-config.ts'
import { contentsOf } from './contents-of.ts'
import { expectRebuilt } from './expect-rebuilt.ts'
import { openStory, type Story } from './story.ts'
import { depositSteadily } from './user.ts'
import { type ExplainWatch, watchExplain } from './watch-explain.ts'

export interface ConsolidationOptions {
  readonly interop: boolean
  readonly forks?: ForkDelays
  /** So many are consolidated and promoted. */
  readonly blocks: number
}

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
  const { blocks, forks = {} } = options
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
  for (const number of inPassing(forks)) {
    expect(number).toBeGreaterThan(anchor.number)
    expect(number).toBeLessThan(end.number)
  }
  expect((await place.client.block('latest'))!.number).toBeGreaterThan(end.number)
  await expectEventful(network, anchor.number, end.number)
  await expectRebuilt(story, place.follower)
}

/** The heights of these forks: blocks come each second. */
function inPassing(forks: ForkDelays): readonly number[] {
  return Object.values(forks).filter((delay) => delay > 0)
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
