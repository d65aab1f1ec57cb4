import { describe, expect, test } from 'vitest'
import { command, live, m, nodeState, openWorld, r } from './world.ts'

describe('a command without an answer', () => {
  test.each([true, false])('is asserted from then on (taken by the client: %s)', async (applied) => {
    const { gate, control, seen } = openWorld()
    await gate.command(command(m(5)), live)
    control.faults.next('forkchoiceUpdated', { kind: 'no-answer', applied })
    expect(await gate.command(command(m(7)), live)).toMatchObject({ kind: 'unknown' })
    await gate.forkchoiceUpdated(nodeState(m(9)), null, live)
    expect(seen).toEqual([null, m(5), m(7)])
  })

  test.each([true, false])('of a withdrawal is asserted as well (taken: %s)', async (applied) => {
    const { gate, control, seen } = openWorld()
    await gate.command(command(m(7)), live)
    control.faults.next('forkchoiceUpdated', { kind: 'no-answer', applied })
    await gate.command(command(m(5), 'withdrawal'), live)
    await gate.forkchoiceUpdated(nodeState(m(9)), null, live)
    expect(seen).toEqual([null, m(7), m(5)])
  })

  test('of the process before is asserted from the start', async () => {
    const { gate, seen } = openWorld({
      initial: { safe: m(5), finalized: m(2), pending: { ...m(7), finalized: null, because: 'attested' } },
    })
    await gate.forkchoiceUpdated(nodeState(m(9)), null, live)
    expect(seen).toEqual([null, m(7)])
  })

  test.each([
    ['not taken', m(3), m(3)],
    ['taken', m(8), m(5)],
  ])('of the process before, when the node went to another branch: %s', async (_, shown, left) => {
    const { gate, control } = openWorld({
      initial: { safe: m(3), finalized: null, pending: { ...m(8), finalized: null, because: 'attested' } },
    })
    control.foreignMove({ safe: shown.hash })
    await gate.forkchoiceUpdated(nodeState(r(9)), null, live)
    expect(control.labels().safe).toEqual(left)
  })

  test('is not taken back by asserting what the machine last saw confirmed', async () => {
    const { gate, control, seen } = openWorld()
    await gate.command(command(m(5)), live)
    control.faults.next('forkchoiceUpdated', { kind: 'no-answer', applied: true })
    await gate.command(command(m(7)), live)
    expect(await gate.command(command(m(5), 'reassert'), live)).toEqual({ kind: 'valid' })
    expect(seen).toEqual([null, m(5), m(7)])
  })

  test('is forgotten when its block left the chain without becoming safe', async () => {
    const { gate, control, seen } = openWorld()
    await gate.command(command(m(5)), live)
    control.faults.next('forkchoiceUpdated', { kind: 'no-answer', applied: false })
    await gate.command(command(m(8)), live)
    control.foreignMove({ head: r(9).hash })
    expect(await gate.command(command(r(7)), live)).toEqual({ kind: 'valid' })
    expect(seen).toEqual([null, m(5), r(7)])
  })

  test('that is refused on the second try is not asserted any more', async () => {
    const { gate, control, seen } = openWorld()
    await gate.command(command(m(5)), live)
    control.faults.next('forkchoiceUpdated', { kind: 'no-answer', applied: false })
    await gate.command(command(m(7)), live)
    control.faults.next('forkchoiceUpdated', { kind: 'error', code: -38_002, message: 'no' })
    await gate.command(command(m(7)), live)
    await gate.forkchoiceUpdated(nodeState(m(9)), null, live)
    expect(seen).toEqual([null, m(5)])
  })

  test('that the client shows is certain, whatever it refuses later', async () => {
    const { gate, control, seen } = openWorld()
    await gate.command(command(m(5)), live)
    control.faults.next('forkchoiceUpdated', { kind: 'no-answer', applied: true })
    await gate.command(command(m(7), 'attested', m(4)), live)
    control.faults.next('forkchoiceUpdated', { kind: 'error', code: -38_002, message: 'no' })
    await gate.command(command(m(7), 'attested', m(4)), live)
    await gate.forkchoiceUpdated(nodeState(m(9)), null, live)
    expect(seen).toEqual([null, m(5), m(7)])
    expect(control.labels().finalized).toEqual(m(4))
  })

  test('that was taken late is not undone when the next one is refused', async () => {
    const { gate, control, seen } = openWorld()
    await gate.command(command(m(5)), live)
    for (const height of [6, 7]) {
      control.faults.next('forkchoiceUpdated', { kind: 'no-answer', applied: false })
      await gate.command(command(m(height)), live)
    }
    control.foreignMove({ safe: m(6).hash })
    control.faults.next('forkchoiceUpdated', { kind: 'error', code: -38_002, message: 'no' })
    await gate.command(command(m(7)), live)
    await gate.forkchoiceUpdated(nodeState(m(9)), null, live)
    expect(seen).toEqual([null, m(5), m(6)])
  })

  test('of the process before that would lower safe is not asserted, unless it was a withdrawal', async () => {
    const pending = { ...m(4), finalized: null }
    for (const because of ['attested', 'withdrawal'] as const) {
      const { gate, control } = openWorld({
        initial: { safe: m(6), finalized: null, pending: { ...pending, because } },
      })
      await gate.forkchoiceUpdated(nodeState(m(9)), null, live)
      expect(control.labels().safe).toEqual(because === 'attested' ? m(6) : m(4))
    }
  })
})

test('a refused command is not asserted again', async () => {
  const { gate, control, seen } = openWorld()
  await gate.command(command(m(5)), live)
  control.faults.next('forkchoiceUpdated', { kind: 'error', code: -38_002, message: 'no' })
  await gate.command(command(m(7)), live)
  await gate.forkchoiceUpdated(nodeState(m(9)), null, live)
  expect(seen).toEqual([null, m(5)])
})

describe('a safe that somebody else moved', () => {
  test('above ours is not ours', async () => {
    const { gate, control } = openWorld()
    await gate.command(command(m(5)), live)
    control.foreignMove({ safe: m(7).hash })
    expect(await gate.read({ crossSafe: m(5) }, live)).toMatchObject({ safe: m(7), safeIsOurs: false })
  })

  test('to another branch at our height or below is not ours', async () => {
    const { gate, control } = openWorld()
    await gate.command(command(m(7)), live)
    control.foreignMove({ head: r(9).hash, safe: r(6).hash })
    expect(await gate.read({ crossSafe: m(7) }, live)).toMatchObject({ safeIsOurs: false })
  })
})
