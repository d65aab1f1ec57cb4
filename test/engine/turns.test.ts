import { describe, expect, test } from 'vitest'
import { attributes, command, live, m, main, nodeState, openWorld, r } from './world.ts'

describe('turns', () => {
  test('no two calls are in flight', async () => {
    const { gate, control } = openWorld()
    const release = Promise.withResolvers<void>()
    control.faults.next('forkchoiceUpdated', { kind: 'slow', until: release.promise })
    const calls = [5, 6, 7].flatMap((height): Promise<unknown>[] => [
      gate.command(command(m(height)), live),
      gate.forkchoiceUpdated(nodeState(m(height + 3)), null, live),
      gate.newPayload(main[height]!, live),
    ])
    await until(() => control.calls().includes('forkchoiceUpdated'))
    for (let ticks = 0; ticks < 20; ticks += 1) await nextTick()
    expect(control.calls().at(-1)).toBe('forkchoiceUpdated')
    release.resolve()
    await Promise.all(calls)
    expect(control.labels()).toMatchObject({ head: m(10), safe: m(7) })
  })

  test('a caller that left while waiting is never sent', async () => {
    const { gate, control, seen } = openWorld()
    const release = Promise.withResolvers<void>()
    const leaving = new AbortController()
    control.faults.next('forkchoiceUpdated', { kind: 'slow', until: release.promise })
    const first = gate.forkchoiceUpdated(nodeState(m(9)), null, live)
    const second = gate.forkchoiceUpdated(nodeState(r(9)), null, leaving.signal)
    const third = gate.command(command(m(6)), leaving.signal)
    leaving.abort()
    expect(await second).toMatchObject({ kind: 'timed-out' })
    expect(await third).toMatchObject({ kind: 'timed-out' })
    release.resolve()
    await first
    await gate.readBack(live)
    expect(control.labels()).toMatchObject({ head: m(9) })
    expect(seen).not.toContainEqual(m(6))
  })

  test('a caller that left after sending does not let the next one overtake', async () => {
    const { gate, control, seen } = openWorld()
    const release = Promise.withResolvers<void>()
    const leaving = new AbortController()
    control.faults.next('forkchoiceUpdated', { kind: 'slow', until: release.promise })
    const left = gate.command(command(m(5)), leaving.signal)
    await until(() => control.calls().includes('forkchoiceUpdated'))
    leaving.abort()
    const next = gate.command(command(m(6)), live)
    release.resolve()
    expect(await left).toEqual({ kind: 'valid' })
    expect(await next).toEqual({ kind: 'valid' })
    expect(seen).toEqual([null, m(5), m(6)])
  })

  test('the queue is bounded', async () => {
    const { gate, control } = openWorld({ queueLimit: 2 })
    const release = Promise.withResolvers<void>()
    control.faults.next('block', { kind: 'slow', until: release.promise })
    const calls = [1, 2, 3, 4].map(() => gate.readBack(live))
    expect(await calls[3]).toMatchObject({ kind: 'unreachable' })
    release.resolve()
    expect((await Promise.all(calls)).map(({ kind }) => kind)).toEqual([
      'labels',
      'labels',
      'labels',
      'unreachable',
    ])
  })
})

describe('a block under construction', () => {
  test('keeps a command waiting until it is handed in', async () => {
    const { gate, control } = openWorld({ buildHoldMs: 60_000 })
    const { payloadId } = await built(gate.forkchoiceUpdated(nodeState(m(8)), attributes, live))
    const promotion = gate.command(command(m(6)), live)
    const payload = await built(gate.getPayload(payloadId!, 3, live))
    expect(await gate.read({ crossSafe: null }, live)).toMatchObject({ safe: m(0) })
    const [, outcome] = await Promise.all([gate.newPayload(payload, live), promotion])
    expect(outcome).toEqual({ kind: 'valid' })
    expect(control.labels()).toMatchObject({ safe: m(6) })
  })

  test('keeps a command waiting no longer than the limit, however often a new one is begun', async () => {
    const { gate } = openWorld({ buildHoldMs: 30 })
    await gate.forkchoiceUpdated(nodeState(m(8)), attributes, live)
    let over = false
    const promotion = gate.command(command(m(6)), live).finally(() => {
      over = true
    })
    while (!over) {
      await gate.forkchoiceUpdated(nodeState(m(8)), attributes, live)
      await nextTick()
    }
    expect(await promotion).toEqual({ kind: 'valid' })
  })
})

test('a payload handed in teaches the gate its parent, so that its head costs no walk', async () => {
  const { gate, control } = openWorld()
  await gate.command(command(m(6)), live)
  await gate.newPayload(main[9]!, live)
  const before = control.calls().length
  await gate.forkchoiceUpdated(nodeState(m(9)), null, live)
  const reads = control
    .calls()
    .slice(before)
    .filter((method) => method === 'block')
  // By height: the head, its parent, ours. By tag: finalized, of which we asserted none.
  expect(reads).toHaveLength(4)
})

async function built<T>(answer: Promise<{ kind: 'ok'; value: T } | { kind: string }>): Promise<T> {
  const settled = await answer
  if (!('value' in settled)) throw new Error(settled.kind)
  return settled.value
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = AbortSignal.timeout(5_000)
  while (!condition()) {
    deadline.throwIfAborted()
    await nextTick()
  }
}

/** In-memory calls are microtasks alone: timers get their chance only here. */
function nextTick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
