import { attributesOf } from '../src/derive/attributes/attributes-of.ts'
import { consolidateBlock } from '../src/derive/consolidate-block.ts'
import { verifyOrigin } from './derive/verify-origin.ts'
import { readWindow, type Step } from './derive/window.ts'
import type { BenchRow } from './row.ts'
import { spreadOf } from './statistics.ts'
import { timed } from './timed.ts'

const rounds = 400
const warmUpRounds = 100

/** What a block may cost us, at the median. */
const budgetUs = 20_000

/**
 * What checking a block against L1 costs beyond the calls, on real blocks of OP Sepolia: everything that
 * is computed. The ratios are to what a block may cost.
 */
export async function deriveBench(): Promise<readonly BenchRow[]> {
  const window = readWindow()
  if (typeof window === 'string') {
    console.log(`skipped: the checks against L1, since ${window}`)
    return []
  }
  const attributes = await rowOf('attributes of a block', window.steps, ({ rules, parent, origin }) =>
    attributesOf(rules, parent, origin),
  )
  const perSecond = Math.round(1_000_000 / attributes.median_us)
  return [
    { ...attributes, name: `${attributes.name}, ${perSecond} a second` },
    await rowOf('consolidating a block', window.steps, consolidate),
    await rowOf('verifying an L1 block: header and receipts', window.l1, verifyOrigin),
    {
      ...(await rowOf('both for the first block of an epoch, of 20 ms', window.firsts, (step) => {
        verifyOrigin(step.l1)
        consolidate(step)
      })),
      target: 1,
    },
  ]
}

function consolidate({ rules, parent, block, origin }: Step): void {
  const { kind } = consolidateBlock(rules, parent, block, origin)
  if (kind !== 'same') throw new Error(`block ${block.payload.blockNumber}: expected same, saw ${kind}`)
}

/** Each of the items in turn, until there are enough samples. */
async function rowOf<T>(name: string, items: readonly T[], work: (item: T) => unknown): Promise<BenchRow> {
  const samples: number[] = []
  for (let round = -warmUpRounds; round < rounds; round++) {
    const item = items[(round + warmUpRounds) % items.length]!
    const us = await timed(() => work(item))
    if (round >= 0) samples.push(us)
  }
  const spread = spreadOf(samples)
  return { name, ...spread, ratio: spread.median_us / budgetUs }
}
