import { expect } from 'vitest'
import type { BlockerCode } from '../../../machines/follower/codes.ts'
import type { ForkchoiceState } from '../../../src/ports/execution-client.ts'
import { until } from '../../gossip/until.ts'
import type { Block } from './l2.ts'
import { openStory, type World, type WorldOptions } from './world.ts'

export type End = keyof World['proxies']

/** Block 5 is promoted, everything up to 12 is derived, and nothing more is attested. */
export async function openAtFive(options: WorldOptions = {}): Promise<World> {
  const world = await openStory({ l2Blocks: 12, derived: 12, ...options })
  await world.attest(world.l2.at(5))
  await world.promoted(5)
  return world
}

/** Waits until the follower is in this state and names this blocker. */
export function blocked(world: World, state: string, code: BlockerCode): Promise<void> {
  return until(`it is ${state} because of ${code}`, () => {
    const explained = world.follower().explain()
    return explained.state === state && explained.blockers.some((blocker) => blocker.code === code)
  })
}

/** The one blocker of this code, as a person is told of it. */
export function blockerOf(world: World, code: BlockerCode) {
  const found = world
    .follower()
    .explain()
    .blockers.find((blocker) => blocker.code === code)
  if (found === undefined) throw new Error(`${code} does not stand`)
  return found
}

/** Everything attested is promoted, and nothing is wrong any more. */
export async function well(world: World): Promise<void> {
  await until('nothing is wrong any more', () => world.follower().explain().verdict === 'idle')
  const { state, blockers, haltedBy } = world.follower().explain()
  expect({ state, haltedBy, codes: blockers.map(({ code }) => code) }).toEqual({
    state: 'awaitingAttestation',
    haltedBy: null,
    codes: ['attestation/missing'],
  })
}

/** Waits until the ends that still answer have been asked so often that whatever was due has been done. */
export async function passed(world: World, calls: number, ends: readonly End[]): Promise<void> {
  const before = ends.map((end) => world.proxies[end].calls.length)
  await until(`${ends.join(' and ')} were asked ${calls} times`, () =>
    ends.every((end, index) => world.proxies[end].calls.length >= before[index]! + calls),
  )
}

/** Every forkchoice that reached the client, oldest first. */
export function forkchoices({ proxies }: World): readonly ForkchoiceState[] {
  return proxies.client.calls
    .filter(({ method }) => method.startsWith('engine_forkchoiceUpdated'))
    .map(({ params }) => params[0] as ForkchoiceState)
}

/** How many forkchoices asked for this block as `safe`. */
export function asked(world: World, { payload }: Block): number {
  return forkchoices(world).filter(({ safeBlockHash }) => safeBlockHash === payload.blockHash).length
}

/** How often the follower said that it promoted this height. */
export function counted({ seat }: World, number: number): number {
  return seat.told.promoted.filter(({ block }) => block.number === number).length
}

/** Every height that `safe` takes at the client from now on: an observer that misses nothing. */
export function watchSafe({ client }: World): readonly number[] {
  const heights = [client.control.labels().safe!.number]
  client.control.watch(({ safe }) => {
    if (safe!.number !== heights.at(-1)) heights.push(safe!.number)
  })
  return heights
}

/** Why each height became `safe`, oldest first. */
export function causes({ seat }: World): readonly string[] {
  return seat.told.promoted.map(({ because, block }) => `${because} ${block.number}`)
}
