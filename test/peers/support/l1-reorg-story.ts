import { expect, type TestContext } from 'vitest'
import type { Fact } from '../../../machines/follower/facts.ts'
import { type BlockRef, type Hash, sameBlock } from '../../../machines/values.ts'
import { startFollowerPlace } from '../../../src/devnet/stock/follower-place.ts'
import type { OpGeth } from '../../../src/devnet/stock/op-geth.ts'
import { reorgL1 } from '../../../src/devnet/stock/reorg-l1.ts'
import { type SingleChain, startSingleChain } from '../../../src/devnet/stock/single-chain.ts'
import { expectRebuilt } from './expect-rebuilt.ts'
import { readFollowerStore } from './follower-store.ts'
import { stepsBack, textOf, unattested } from './judge-safe.ts'
import { openStory, type Story } from './story.ts'
import type { Sighting } from './watch.ts'
import { type ClientWatch, watchClient } from './watches.ts'
import { type WireWatch, watchWire } from './wire-watch.ts'

export interface L1ReorgOptions {
  readonly interop: boolean
  /** One after the other. */
  readonly reorgs: readonly L1Reorg[]
}

interface L1Reorg {
  /** In L1 blocks. */
  readonly depth: number
  /** Without this the batches of the old blocks are in the new ones; with it, for so many blocks nowhere. */
  readonly lostForBlocks?: number
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
export async function l1ReorgStory(context: TestContext, { interop, reorgs }: L1ReorgOptions): Promise<void> {
  const story = await openStory(context)
  const network = await startSingleChain(story, { interop, l1: { slotsInAnEpoch } })
  const { place, attester, chain } = network
  const wire = await watchWire(story, chain.chainId, [attester])
  await startFollowerPlace(place)
  const scene = { ...network, story, wire, watch: watchClient(place.client) }
  await goesOn(scene)
  let takenBack = 0
  for (const one of reorgs) takenBack += (await reorg(scene, one)) ? 1 : 0
  expect(takenBack, 'reorgs that took a safe block back').toBeGreaterThan(0)
  const resets = await place.node.resets()
  expect(resets).toBeLessThanOrEqual(1 + resetsPerReorg * reorgs.length)
  const withdrawals = await judge(scene)
  expect(withdrawals).toBeGreaterThanOrEqual(takenBack)
  console.log(`${reorgs.length} reorgs, ${withdrawals} withdrawals, ${resets} resets of the node`)
}

/** Answers whether the block that was safe is gone with it. */
async function reorg(scene: Scene, { depth, ...lost }: L1Reorg): Promise<boolean> {
  const { story, l1, sequencer, place, watch } = scene
  const { number, hash } = watch.newest('safe')!
  const seen = async () => {
    const tip = await l1.latest()
    await story.until('the sequencer has read all of L1', async () => {
      return (await sequencer.node.status())?.current_l1.hash === tip.hash
    })
  }
  await reorgL1(l1, depth, { ...lost, seen })
  await goesOn(scene)
  const isGone = (await place.client.block(number))?.hash !== hash
  console.log(
    `${JSON.stringify({ depth, ...lost })}: ${number}, which was safe, ${isGone ? 'is gone' : 'stands'}`,
  )
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
  await expectRebuilt(story, place.follower)
  const { evidence, facts } = await readFollowerStore(story, place.follower, (store) => ({
    evidence: store.evidence().filter(({ evidence: { halts } }) => halts),
    facts: store.journal(journalLimit).map(({ fact }) => fact),
  }))
  expect(evidence).toEqual([])
  const withdrawals = facts.filter(isWithdrawal)
  expectExplained(withdrawals, facts)
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

/** Before each of them it was recorded what of L1 is gone. */
function expectExplained(withdrawals: readonly Withdrawal[], facts: readonly Fact[]): void {
  const reasons = facts.filter((fact) => fact.kind === 'withdrawing')
  for (const { previous } of withdrawals) {
    const reason = reasons.find(({ block }) => sameBlock(block, previous))
    console.log(`${textOf(previous!)} was withdrawn: ${reason?.detail}`)
    expect(reason?.detail).toMatch(/was reorged away$/)
  }
}

type Withdrawal = Extract<Fact, { kind: 'promoted' }>

function isWithdrawal(fact: Fact): fact is Withdrawal {
  return fact.kind === 'promoted' && fact.because === 'withdrawal'
}
