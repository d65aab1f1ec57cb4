import { expect } from 'vitest'
import type { Fact } from '../../../machines/follower/facts.ts'
import type { OpFollower } from '../../../src/devnet/stock/op-follower.ts'
import type { Site } from '../../../src/devnet/stock/site.ts'
import { readFollowerStore } from './follower-store.ts'

const journalLimit = 10_000

/** All that it has promoted by somebody's word was rebuilt from L1 before. Kills it, to look at its store. */
export async function expectRebuilt(site: Site, follower: OpFollower): Promise<void> {
  await follower.kill()
  const promotions = await readFollowerStore(site, follower, (store) =>
    store.journal(journalLimit).flatMap(({ fact }) => (isPromotion(fact) ? [fact] : [])),
  )
  expect(promotions.length).toBeGreaterThan(0)
  expect(promotions.filter(({ tier }) => tier !== 2)).toEqual([])
}

function isPromotion(fact: Fact): fact is Extract<Fact, { kind: 'promoted' }> {
  return fact.kind === 'promoted' && (fact.because === 'attested' || fact.because === 'replacement')
}
