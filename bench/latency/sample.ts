import { nextEvent } from '../../src/testing/next-event.ts'
import { callDeadline } from './deadline.ts'
import { publish } from './gossip-pair.ts'
import type { Stage } from './stage.ts'

/** Microseconds of one promotion and of the two things that no promotion can do without. */
export interface Sample {
  readonly hop_us: number
  readonly engine_us: number
  readonly promotion_us: number
}

/** All three for one block, one after the other: whatever else the machine does falls on them alike. */
export async function takeSample(stage: Stage, number: number): Promise<Sample> {
  const signed = await stage.statement(number)
  const hop_us = await timed(() => stage.bareGossip.hop(signed))
  const engine_us = await timed(() => moveSafe(stage, number))
  const promotion_us = await promotion(stage, number, signed)
  return { hop_us, engine_us, promotion_us }
}

/**
 * From handing the bytes to publish until the follower's client answers the block to an
 * observer's `eth_getBlockByNumber("safe")`. The observer begins to ask when the follower itself
 * reads back: asking all the time would slow down the client that is measured.
 */
async function promotion(stage: Stage, number: number, signed: Uint8Array): Promise<number> {
  const { hash } = stage.chain[number]!
  const readsBack = nextEvent(stage.follower, 'state', ({ to }) => to === 'promoting.confirming')
  const promoted = nextEvent(stage.follower, 'promoted', ({ block }) => block.hash === hash)
  const seen = readsBack.then(() => stage.observer.seesSafe(hash))
  const startNs = process.hrtime.bigint()
  await publish(stage.attester, signed)
  const seenNs = await seen
  await promoted
  return microseconds(seenNs - startNs)
}

async function moveSafe({ bareClient, chain }: Stage, number: number): Promise<void> {
  const state = {
    headBlockHash: chain.at(-1)!.hash,
    safeBlockHash: chain[number]!.hash,
    finalizedBlockHash: chain[0]!.hash,
  }
  const answer = await bareClient.forkchoiceUpdated(state, null, callDeadline())
  if (answer.kind !== 'ok' || answer.value.payloadStatus.status !== 'VALID')
    throw new Error(`the bare client did not move safe to ${number}`)
  const safe = await bareClient.block({ tag: 'safe' }, callDeadline())
  if (safe.kind !== 'ok' || safe.value?.hash !== state.safeBlockHash)
    throw new Error(`the bare client does not show safe at ${number}`)
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startNs = process.hrtime.bigint()
  await work()
  return microseconds(process.hrtime.bigint() - startNs)
}

function microseconds(ns: bigint): number {
  return Number(ns) / 1_000
}
