import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import type { AttesterInput } from '../../machines/attester/context.ts'
import { attesterMachine } from '../../machines/attester/machine.ts'
import { walksOver } from '../support/graph/walks.ts'
import {
  type Edge,
  explore,
  firstStart,
  invokedIn,
  keyOf,
  serializeEvent,
  timersIn,
  trustedRestart,
} from './attester-model.ts'
import { createRig, declaredTransitions } from './attester-rig.ts'

const chapters = Object.entries({ 'first start': firstStart, 'trusted restart': trustedRestart }).map(
  ([name, input]) => {
    const { initial, states, edges } = explore(input)
    const walks = walksOver(edges, initial, 40)
    console.log(`attester, ${name}: ${states} states, ${edges.length} edges, ${walks.length} walks`)
    return { name, input, initial, walks }
  },
)
const taken = new Set<string>()

/** States that are left in the moment in which they are entered. */
const transient = ['starting']

describe('the attester takes every edge of its chart', () => {
  test.each(chapters)('$name', async ({ input, initial, walks }) => {
    for (const walk of walks) await executeWalk(input, initial, walk)
  })

  afterAll(() => {
    expect(declaredTransitions().filter((name) => !taken.has(name))).toEqual([])
  })

  async function executeWalk(input: AttesterInput, initial: string, walk: readonly Edge[]): Promise<void> {
    const rig = createRig(input, taken)
    expect(keyOf(rig.snapshot())).toBe(initial)
    for (const edge of walk) {
      await rig.execute(edge.event)
      expect(keyOf(rig.snapshot()), `after ${serializeEvent(edge.event)}`).toBe(edge.to)
      expectWiring(rig)
    }
    rig.send('something else')
    expect(rig.snapshot().context.unexpected).toBe(1)
    rig.stop()
  }

  /** Each state does its own work and nothing else, has its own deadline, and says what went wrong. */
  function expectWiring(rig: ReturnType<typeof createRig>): void {
    const snapshot = rig.snapshot()
    expect(rig.timers()).toBe(1)
    for (const id of invokedIn(snapshot)) {
      const call = rig.call(id)
      expect(call?.signal.aborted).toBe(false)
      if (!['checkSource', 'poll'].includes(id)) expect(call?.input).toEqual(snapshot.context.work)
    }
    if (snapshot.matches('backingOff')) expect(rig.said.at(-1)?.type).toBe('trouble')
    if (snapshot.matches('refusing')) expect(rig.said.at(-1)?.type).toBe('refused')
    if (snapshot.matches('publishing')) expect(rig.said.at(-1)?.type).toBe('attested')
  }
})

describe('the attester is total', () => {
  test('it never waits without a deadline', () => {
    const waiting = Object.entries(attesterMachine.states).filter(([name]) => !transient.includes(name))
    for (const [name, state] of waiting) expect(state.after, name).toHaveLength(1)
  })

  test('an event that no state knows is counted, and the count is bounded', async () => {
    const rig = createRig(firstStart)
    onTestFinished(() => void rig.stop())
    const before = keyOf(rig.snapshot())
    for (let sent = 0; sent < 50; sent++) rig.send('something else')
    expect(keyOf(rig.snapshot())).toBe(before)
    expect(rig.snapshot().context.unexpected).toBe(10)
  })

  test('a call that is given up is told so', async () => {
    const rig = createRig(firstStart)
    onTestFinished(() => void rig.stop())
    const { signal } = rig.call('checkSource')!
    await rig.execute(timersIn(rig.snapshot())[0]!)
    expect(signal.aborted).toBe(true)
    expect(rig.snapshot().value).toBe('backingOff')
  })
})
