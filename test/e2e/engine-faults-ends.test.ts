import { describe, expect, it } from 'vitest'
import type { BlockerCode } from '../../machines/follower/codes.ts'
import type { ProxyFault } from './support/counting-proxy.ts'
import { blocked, type End, forkchoices, openAtFive, passed, well } from './support/fault-story.ts'

const faults = [
  ['away', 'unreachable'],
  ['cut', 'timed-out'],
  ['unauthorized', 'unauthorized'],
  ['senseless', 'malformed'],
  ['refused', 'refused'],
  ['silent', 'timed-out'],
] as const satisfies [ProxyFault, string][]

const ends = [
  ['client', 'engine'],
  ['rollupNode', 'derivation'],
  ['l1', 'l1'],
] as const satisfies [End, string][]

const stories = ends.flatMap(([end, area]) =>
  faults.map(([fault, kind]) => ({ end, fault, code: `${area}/${kind}` satisfies BlockerCode })),
)

describe('while an end fails, nothing is promoted, and what came meanwhile is promoted afterwards', () => {
  it.each(stories)('$end $fault: $code', async ({ end, fault, code }) => {
    const world = await openAtFive(fault === 'silent' ? { links: { readDeadlineMs: 300 } } : {})
    await world.proxies[end].fail(fault)
    await blocked(world, 'holding', code)
    const moves = { states: world.seat.told.states.length, forkchoices: forkchoices(world).length }
    await world.attest(world.l2.at(8))
    await passed(
      world,
      8,
      ends.map(([name]) => name).filter((name) => name !== end),
    )

    await blocked(world, 'holding', code)
    const { blockers, deadline } = world.follower().explain()
    expect(blockers[0]?.code).toBe(code)
    if (fault !== 'silent') expect(blockers[0]?.detail).toContain(world.proxies[end].url)
    expect(blockers.map((blocker) => blocker.code)).not.toContain('derivation/behind')
    expect(deadline).not.toBeNull()
    expect(world.seat.told.states).toHaveLength(moves.states)
    expect(forkchoices(world)).toHaveLength(moves.forkchoices)

    await world.proxies[end].fail(null)
    await world.promoted(8)
    await well(world)
    expect(world.safe.seen().map(({ number }) => number)).toEqual([0, 5, 8])
    expect(world.violations()).toEqual([])
  })
})

it('says what it has not heard yet at a start, and goes on when it has', async () => {
  const world = await openAtFive()
  await world.seat.restart()
  expect(world.follower().status()).toMatchObject({
    state: 'syncing',
    blockers: [
      'engine/not-read',
      'derivation/not-read',
      'l1/not-read',
      'attestation/missing',
      'gossip/no-peers',
    ],
  })
  await world.hand.meshed()
  await world.attest(world.l2.at(8))
  await world.promoted(8)
  await well(world)
})
