import { describe, expect, it } from 'vitest'
import type { BlockerCode } from '../../machines/follower/codes.ts'
import type { Fault } from '../../src/adapters/memory/execution-client/faults.ts'
import { invalid, syncing } from '../../src/adapters/memory/execution-client/rules.ts'
import { until } from '../gossip/until.ts'
import { asked, blocked, blockerOf, counted, openAtFive, passed, well } from './support/fault-story.ts'
import { refOf } from './support/l2.ts'
import { openStory, type World } from './support/world.ts'

const status = (status: Extract<Fault, { kind: 'status' }>['status']): Fault => ({ kind: 'status', status })
const error = (code: number, message: string): Fault => ({ kind: 'error', code, message })
const valid = { status: 'VALID', latestValidHash: null, validationError: null } as const
const refusedState = error(-38_002, 'invalid forkchoice')
const anHourMs = 3_600_000

interface Held {
  readonly answer: string
  readonly fault: Fault
  readonly code: BlockerCode
}

const refusals: readonly Held[] = [
  { answer: 'INVALID', fault: status(invalid(null, 'bad block')), code: 'engine/invalid' },
  { answer: '-32602', fault: error(-32_602, 'invalid params'), code: 'engine/refused' },
  { answer: '-38002', fault: refusedState, code: 'engine/forkchoice-refused' },
  { answer: 'VALID without effect', fault: status(valid), code: 'engine/unconfirmed' },
  {
    answer: 'nothing, without effect',
    fault: { kind: 'no-answer', applied: false },
    code: 'engine/unconfirmed',
  },
]

const failForkchoice = ({ client }: World, fault: Fault | null) =>
  client.control.faults.always(fault, 'forkchoiceUpdated')

async function expectNothingPromoted(world: World): Promise<void> {
  await passed(world, 20, ['client', 'rollupNode', 'l1'])
  expect(world.follower().status().heads.crossSafe).toEqual(refOf(world.l2.at(5)))
  expect(counted(world, 8)).toBe(0)
}

/** Block 8 is promoted once, and the client's `safe` was never anything else than what was attested. */
async function expectEightOnce(world: World): Promise<void> {
  await world.promoted(8)
  await well(world)
  expect(counted(world, 8)).toBe(1)
  expect(world.safe.seen().map(({ number }) => number)).toEqual([0, 5, 8])
  expect(world.violations()).toEqual([])
}

describe('a forkchoice that the client refuses', () => {
  it.each(refusals)('is not sent again before the recheck: $answer', async ({ fault, code }) => {
    const world = await openAtFive({ delays: { holdRecheckMs: anHourMs } })
    failForkchoice(world, fault)
    await world.attest(world.l2.at(8))
    await blocked(world, 'holding', code)
    expect(blockerOf(world, code).expected).toBe(`8 ${refOf(world.l2.at(8)).hash}`)
    await world.attest(world.l2.at(9))
    await expectNothingPromoted(world)
    expect(asked(world, world.l2.at(8))).toBe(1)
    expect(asked(world, world.l2.at(9))).toBe(code === 'engine/forkchoice-refused' ? 1 : 0)
    expect(world.violations()).toEqual([])
  })

  it.each(refusals)('is sent again after the recheck: $answer', async ({ fault, code }) => {
    const world = await openAtFive()
    failForkchoice(world, fault)
    await world.attest(world.l2.at(8))
    await blocked(world, 'holding', code)
    await expectNothingPromoted(world)
    failForkchoice(world, null)
    await expectEightOnce(world)
  })

  it('is sent for other attested blocks meanwhile when only this one was refused: -38002', async () => {
    const world = await openStory({ l2Blocks: 12, delays: { holdRecheckMs: anHourMs } })
    for (const number of [6, 8]) await world.attest(world.l2.at(number))
    world.client.control.faults.next('forkchoiceUpdated', refusedState)
    world.derivation.derive(12)
    await world.promoted(8)
    expect(world.seat.told.promoted.map(({ block }) => block.number)).toEqual([0, 6, 8])

    world.client.control.faults.next('forkchoiceUpdated', refusedState)
    await world.attest(world.l2.at(9))
    await blocked(world, 'holding', 'engine/forkchoice-refused')
    await world.attest(world.l2.at(10))
    await world.promoted(10)
    await well(world)
    expect(asked(world, world.l2.at(9))).toBe(1)
    expect(world.violations()).toEqual([])
  })
})

describe('a client that cannot do what it is asked for now', () => {
  const answers = [
    { answer: 'SYNCING', fault: status(syncing), state: 'syncing', code: 'engine/syncing' },
    { answer: '401', fault: { kind: 'unauthorized' }, state: 'holding', code: 'engine/unauthorized' },
    { answer: '503', fault: { kind: 'down' }, state: 'holding', code: 'engine/unreachable' },
  ] as const

  it.each(answers)(
    'keeps its target, asked once a reading at most: $answer',
    async ({ fault, state, code }) => {
      const world = await openAtFive()
      failForkchoice(world, fault)
      const readings = labelReadings(world)
      await world.attest(world.l2.at(8))
      await blocked(world, state, code)
      await expectNothingPromoted(world)
      // The first is asked for by the attestation, each further one by a reading.
      const askedTimes = asked(world, world.l2.at(8))
      expect(askedTimes).toBeLessThanOrEqual(labelReadings(world) - readings + 1)
      expect(world.follower().status().heads.attested).toEqual(refOf(world.l2.at(8)))

      failForkchoice(world, null)
      await expectEightOnce(world)
    },
  )
})

describe('a slow client', () => {
  it('promotes when it answers within the deadline', async () => {
    const world = await openAtFive()
    const answer = Promise.withResolvers<void>()
    world.client.control.faults.next('forkchoiceUpdated', { kind: 'slow', until: answer.promise })
    await world.attest(world.l2.at(8))
    await inState(world, 'promoting.commanding')
    await passed(world, 20, ['rollupNode', 'l1'])
    expect(world.follower().status()).toMatchObject({
      state: 'promoting.commanding',
      heads: { crossSafe: refOf(world.l2.at(5)) },
    })
    answer.resolve()
    await expectEightOnce(world)
    expect(asked(world, world.l2.at(8))).toBe(1)
  })

  it('is asked what became of it when it answers beyond the deadline', async () => {
    const world = await openAtFive({ delays: { commandDeadlineMs: 50, confirmDeadlineMs: 50 } })
    const answer = Promise.withResolvers<void>()
    world.client.control.faults.next('forkchoiceUpdated', { kind: 'slow', until: answer.promise })
    await world.attest(world.l2.at(8))
    await blocked(world, 'holding', 'engine/timed-out')
    await passed(world, 20, ['l1'])
    expect(counted(world, 8)).toBe(0)
    answer.resolve()
    await expectEightOnce(world)
    expect(asked(world, world.l2.at(8))).toBe(1)
  })
})

describe('a forkchoice that took effect, though nobody heard so', () => {
  it('counts by its read-back, once', async () => {
    const world = await openAtFive()
    world.client.control.faults.next('forkchoiceUpdated', { kind: 'no-answer', applied: true })
    const before = world.seat.told.states.length
    await world.attest(world.l2.at(8))
    await expectEightOnce(world)
    expect(asked(world, world.l2.at(8))).toBe(1)
    expect(world.seat.told.states.slice(before)).toContain('promoting.confirming')
  })

  it('counts once the client can be read again', async () => {
    const world = await openAtFive()
    world.client.control.faults.next('forkchoiceUpdated', { kind: 'no-answer', applied: true })
    world.client.control.watch(({ safe }) => {
      if (safe?.number === 8) void world.proxies.client.fail('cut')
    })
    await world.attest(world.l2.at(8))
    await blocked(world, 'holding', 'engine/timed-out')
    await passed(world, 20, ['l1'])
    expect(counted(world, 8)).toBe(0)
    expect(world.follower().status().heads.crossSafe).toEqual(refOf(world.l2.at(5)))
    await world.proxies.client.fail(null)
    await expectEightOnce(world)
    expect(asked(world, world.l2.at(8))).toBe(1)
  })
})

const inState = (world: World, state: string) =>
  until(`it is ${state}`, () => world.follower().status().state === state)

/** Each reading of the engine asks for `safe` by its tag. */
function labelReadings({ proxies }: World): number {
  return proxies.client.calls.filter(({ params }) => params[0] === 'safe').length
}
