import { expect, it } from 'vitest'
import { createMemoryChain } from '../../src/adapters/memory/chain.ts'
import { createManualClock } from '../../src/adapters/memory/clock.ts'
import { createMemoryRollupNode, type MemoryRollupNode } from '../../src/adapters/memory/rollup-node.ts'
import { createSyncStatusView } from '../../src/server/gateway/sync-status-view.ts'
import { blockOf } from './stage.ts'

const signal = AbortSignal.timeout(60_000)

it('the first node whose heads fit our decision is served', async () => {
  const { nodes, view } = open()
  const [first, second] = nodes
  first.report({ unsafe_l2: first.refAt(15)! })
  second.report({ unsafe_l2: second.refAt(16)! })
  expect(await view(signal)).toMatchObject({ kind: 'fresh', status: { unsafe_l2: { number: 15 } } })
  first.reset()
  expect(await view(signal)).toMatchObject({ kind: 'fresh', status: { unsafe_l2: { number: 16 } } })
  first.derive(12)
  expect(await view(signal)).toMatchObject({ status: { unsafe_l2: { number: 15 } } })
})

it('each says why not when none fits', async () => {
  const { nodes, view } = open()
  nodes[0].reset()
  nodes[1].fail({ kind: 'unreachable', detail: 'second: ECONNREFUSED' })
  expect(await view(signal)).toEqual({
    kind: 'unknown',
    detail:
      'first derives again at 0, below our cross-safe head 10; second: ECONNREFUSED; it has not answered yet',
  })
})

it('who asks while an answer is on its way shares it; who asks later has a new one', async () => {
  const { nodes, view, decide } = open()
  const calls: string[] = []
  nodes[0].onCall((call) => calls.push(call))
  const [one, other] = await Promise.all([view(signal), view(signal)])
  expect(other).toBe(one)
  expect(calls.filter((call) => call === 'syncStatus')).toHaveLength(1)
  decide(11)
  expect(await view(signal)).toMatchObject({ status: { safe_l2: { number: 11 } } })
})

it('finalized and safe go up only while our decision does, however the node moves', async () => {
  const { nodes, view, decide } = open()
  const [node] = nodes
  let served = { safe: 0, finalized: 0 }
  const moves = [
    () => decide(11, 6),
    () => node.reset(),
    () => decide(12, 8),
    () => node.derive(11),
    () => node.derive(12),
    () => node.report({ finalized_l2: node.refAt(12)!, safe_l2: node.refAt(12)! }),
  ]
  for (const move of moves) {
    move()
    const answer = await view(signal)
    if (answer.kind !== 'fresh') continue
    const { safe_l2, finalized_l2 } = answer.status
    expect(safe_l2.number).toBeGreaterThanOrEqual(served.safe)
    expect(finalized_l2.number).toBeGreaterThanOrEqual(served.finalized)
    served = { safe: safe_l2.number, finalized: finalized_l2.number }
  }
  expect(served).toEqual({ safe: 12, finalized: 8 })
})

function open() {
  const chain = createMemoryChain('l2')
  chain.extend(20)
  const nodes: [MemoryRollupNode, MemoryRollupNode] = [
    createMemoryRollupNode({ name: 'first', chain }),
    createMemoryRollupNode({ name: 'second', chain }),
  ]
  for (const node of nodes) node.derive(12)
  let heads = { crossSafe: blockOf(nodes[0], 10), finalized: blockOf(nodes[0], 5) }
  const view = createSyncStatusView({
    nodes,
    heads: () => heads,
    localSafe: 'auto',
    clock: createManualClock(0),
    limitMs: 1000,
    deadlineMs: 10_000,
  })
  const decide = (crossSafe: number, finalized = 5) => {
    heads = { crossSafe: blockOf(nodes[0], crossSafe), finalized: blockOf(nodes[0], finalized) }
  }
  return { nodes, view, decide }
}
