import { describe, expect, test } from 'vitest'
import { ethereumjs, geth, reth } from '../../src/adapters/memory/execution-client/personality.ts'
import { attributes, command, live, m, nodeState, openWorld, r } from './world.ts'

/** A rollup node that resets names heads below what we promoted, on the same branch, until it has derived it again. */

describe.each([geth, reth])('under a lower head of its node, a $name client', (personality) => {
  test('keeps its labels, with and without a block to build', async () => {
    const { gate, control, seen } = openWorld({ personality })
    await gate.command(command(m(7), 'attested', m(2)), live)
    for (const head of [m(2), m(3), m(6), m(7), m(8)])
      for (const given of [null, attributes])
        expect(await gate.forkchoiceUpdated(nodeState(head, m(2), m(2)), given, live)).toMatchObject({
          kind: 'ok',
        })
    expect(seen).toEqual([null, m(7)])
    expect(control.labels()).toEqual({ head: m(8), safe: m(7), finalized: m(2) })
  })

  test('keeps a safe that is below ours, and one that was never set', async () => {
    const { gate, control, seen } = openWorld({
      personality,
      initial: { safe: m(7), finalized: m(2), pending: null },
    })
    await gate.forkchoiceUpdated(nodeState(m(5)), null, live)
    expect(control.labels().safe).toBeNull()
    control.foreignMove({ safe: m(3).hash, finalized: m(2).hash })
    await gate.forkchoiceUpdated(nodeState(m(5)), null, live)
    await gate.forkchoiceUpdated(nodeState(m(2)), null, live)
    expect(seen).toEqual([null, m(3)])
  })

  test('keeps them while nobody knows what became of a promotion, which is asserted above it as before', async () => {
    const { gate, control, seen } = openWorld({ personality })
    await gate.command(command(m(5)), live)
    control.faults.next('forkchoiceUpdated', { kind: 'no-answer', applied: false })
    await gate.command(command(m(7)), live)
    await gate.forkchoiceUpdated(nodeState(m(6)), null, live)
    expect(seen).toEqual([null, m(5)])
    await gate.forkchoiceUpdated(nodeState(m(9)), null, live)
    expect(seen).toEqual([null, m(5), m(7)])
  })

  test('is not told of one below our finalized block', async () => {
    const { gate, control } = openWorld({ personality })
    await gate.command(command(m(7), 'attested', m(4)), live)
    const before = control.calls().length
    expect(await gate.forkchoiceUpdated(nodeState(m(3)), null, live)).toMatchObject({ code: -32_000 })
    expect(control.calls().slice(before)).not.toContain('forkchoiceUpdated')
  })
})

describe('a client that takes no safe above its head', () => {
  test('keeps the labels that are below the head', async () => {
    const { gate, control, seen } = openWorld({ personality: ethereumjs })
    await gate.command(command(m(7), 'attested', m(2)), live)
    control.foreignMove({ safe: m(4).hash })
    await gate.forkchoiceUpdated(nodeState(m(5)), null, live)
    expect(control.labels()).toEqual({ head: m(5), safe: m(4), finalized: m(2) })
    expect(seen).toEqual([null, m(7), m(4)])
  })

  test('keeps those above it, told nothing of them, if it refuses as the Engine API says', async () => {
    const strict = { ...ethereumjs, zeroLabel: 'unchanged', safeAboveHead: -38_002 } as const
    const { gate, control, seen } = openWorld({ personality: strict })
    await gate.command(command(m(7), 'attested', m(2)), live)
    expect(await gate.forkchoiceUpdated(nodeState(m(5)), null, live)).toMatchObject({ kind: 'ok' })
    expect(control.labels()).toEqual({ head: m(5), safe: m(7), finalized: m(2) })
    expect(seen).toEqual([null, m(7)])
  })

  test('is not brought to its genesis by zero hashes, if it refuses in words of its own', async () => {
    const { gate, control } = openWorld({ personality: ethereumjs })
    await gate.command(command(m(7), 'attested', m(2)), live)
    expect(await gate.forkchoiceUpdated(nodeState(m(5)), null, live)).toMatchObject({ code: -32_602 })
    expect(control.labels()).toEqual({ head: m(8), safe: m(7), finalized: m(2) })
  })
})

test.each([-38_002, -38_003, -32_602])(
  'labels are not lowered because a client answers %i once',
  async (code) => {
    const { gate, control, seen } = openWorld()
    await gate.command(command(m(7), 'attested', m(2)), live)
    control.faults.next('forkchoiceUpdated', { kind: 'error', code, message: 'no' })
    await gate.forkchoiceUpdated(nodeState(m(5)), attributes, live)
    expect(seen).toEqual([null, m(7)])
  },
)

test('a head below ours on another branch still takes safe down to where it leaves', async () => {
  const { gate, control } = openWorld()
  await gate.command(command(m(8), 'attested', m(2)), live)
  await gate.forkchoiceUpdated(nodeState(r(7)), null, live)
  expect(control.labels()).toMatchObject({ head: r(7), safe: m(5) })
})

test('a forkchoice that is refused under other labels than those that stand is not sent again', async () => {
  const { gate, control } = openWorld()
  await gate.command(command(m(7), 'attested', m(2)), live)
  control.faults.next('forkchoiceUpdated', { kind: 'error', code: -38_002, message: 'no' })
  const before = control.calls().length
  expect(await gate.forkchoiceUpdated(nodeState(m(9)), null, live)).toMatchObject({ code: -38_002 })
  expect(
    control
      .calls()
      .slice(before)
      .filter((method) => method === 'forkchoiceUpdated'),
  ).toHaveLength(1)
})
