import { expect, type TestContext } from 'vitest'
import type { Fact } from '../../../machines/follower/facts.ts'
import type { BlockRef, Hash } from '../../../machines/values.ts'
import { startFollowerPlace } from '../../../src/devnet/stock/follower-place.ts'
import type { OpGeth } from '../../../src/devnet/stock/op-geth.ts'
import { type SingleChain, startSingleChain } from '../../../src/devnet/stock/single-chain.ts'
import { readFollowerStore } from './follower-store.ts'
import { stepsBack, textOf, unattested } from './judge-safe.ts'
import { reorgL1 } from './reorg-l1.ts'
import { openStory, type Story } from './story.ts'
import type { Sighting } from './watch.ts'
import { type ClientWatch, watchClient } from './watches.ts'
import { type WireWatch, watchWire } from './wire-watch.ts'

export interface L1ReorgOptions {
  readonly interop: boolean
  /** In L1 blocks, one reorg after the other. */
  readonly depths: readonly number[]
}

/** L1 finalizes what is two epochs old: nothing that a story takes back. */
const slotsInAnEpoch = 8
const journalLimit = 10_000

/** A node begins anew when it finds that L1 is another one, and perhaps once more on its way. */
const resetsPerReorg = 2

interface Scene extends SingleChain {
  readonly story: Story
  readonly watch: ClientWatch
  readonly wire: WireWatch
}

/**
 * L1 reorgs under the port: what was promoted stands where it is derived again, and is withdrawn where
 * another block is; nobody halts, and everything goes on by itself.
 */
export async function l1ReorgStory(context: TestContext, { interop, depths }: L1ReorgOptions): Promise<void> {
  const story = await openStory(context)
  const network = await startSingleChain(story, { interop, l1: { slotsInAnEpoch } })
  const { place, attester, chain } = network
  const wire = await watchWire(story, chain.chainId, [attester])
  await startFollowerPlace(place)
  const scene = { ...network, story, wire, watch: watchClient(place.client) }
  await goesOn(scene)
  let takenBack = 0
  for (const depth of depths) takenBack += (await reorg(scene, depth)) ? 1 : 0
  expect(takenBack, 'reorgs that took a safe block back').toBeGreaterThan(0)
  const resets = await place.node.resets()
  expect(resets).toBeLessThanOrEqual(1 + resetsPerReorg * depths.length)
  const withdrawals = await judge(scene)
  expect(withdrawals).toBeGreaterThanOrEqual(takenBack)
  console.log(`${depths.length} reorgs, ${withdrawals} withdrawals, ${resets} resets of the node`)
}

/** Answers whether the block that was safe is gone with it. */
async function reorg(scene: Scene, depth: number): Promise<boolean> {
  const { l1, place, watch } = scene
  const { number, hash } = watch.newest('safe')!
  await reorgL1(l1, depth)
  await goesOn(scene)
  const isGone = (await place.client.block(number))?.hash !== hash
  console.log(`depth ${depth}: ${number}, which was safe, ${isGone ? 'is gone' : 'stands'}`)
  return isGone
}

/** Until everybody has come over: a block is safe that nobody had now, and the attester's source has it too. */
async function goesOn({ story, client, watch, source }: Scene): Promise<void> {
  const sinceMs = Date.now()
  const { number: tip } = (await client.block('latest'))!
  await story.until('blocks become safe again', async () => {
    const safe = watch.newest('safe')
    if (safe === null || safe.number <= tip) return false
    return (await source.client.block(safe.number))?.hash === safe.hash
  })
  console.log(`goes on after ${Date.now() - sinceMs} ms`)
}

/**
 * Nothing was safe that nobody attested. Nothing went back but where another block is on the chain now, or
 * where the follower withdrew such a block: the gate goes back to where the chains part, a withdrawal to what
 * was promoted at or below that. Answers how often something was withdrawn.
 */
async function judge({ story, place, wire, watch }: Scene): Promise<number> {
  const { trustedBase: anchor } = (await place.follower.status())!
  const safe = watch.seen('safe')
  const parts = await whereChainsPart(place.client, safe)
  const signed = safe.filter(({ hash }) => !parts.has(hash))
  await wire.askFor(signed.filter(({ hash }) => hash !== anchor!.hash))
  expect(unattested({ safe: signed, anchor: anchor!, attested: wire.find })).toEqual([])
  await place.follower.kill()
  const { evidence, withdrawals } = await readFollowerStore(story, place.follower, (store) => ({
    evidence: store.evidence().filter(({ evidence: { halts } }) => halts),
    withdrawals: store.journal(journalLimit).flatMap(({ fact }) => (isWithdrawal(fact) ? [fact] : [])),
  }))
  expect(evidence).toEqual([])
  const isGone = async ({ number, hash }: BlockRef) => (await place.client.block(number))?.hash !== hash
  for (const { previous } of withdrawals) expect(await isGone(previous!), textOf(previous!)).toBe(true)
  const ends = withdrawals.map((fact) => fact.safe.hash)
  for (const { from, to } of stepsBack(safe))
    expect(ends.includes(to.hash) || (await isGone(from)), `${textOf(from)} to ${textOf(to)}`).toBe(true)
  return withdrawals.length
}

/**
 * Where safe went back to an ancestor of itself: that one was attested along with its descendant, and an
 * attester that has signed another block of its height meanwhile does not sign it on its own.
 */
async function whereChainsPart(client: OpGeth, safe: readonly Sighting[]): Promise<ReadonlySet<Hash>> {
  const found = new Set<Hash>()
  for (const { from, to } of stepsBack(safe)) {
    let ancestor = await client.blockOf(from.hash)
    while (ancestor !== null && ancestor.number > to.number)
      ancestor = await client.blockOf(ancestor.parentHash)
    if (ancestor?.hash === to.hash) found.add(to.hash)
  }
  return found
}

function isWithdrawal(fact: Fact): fact is Extract<Fact, { kind: 'promoted' }> {
  return fact.kind === 'promoted' && fact.because === 'withdrawal'
}
