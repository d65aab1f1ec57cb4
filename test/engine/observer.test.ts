import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CommandOutcome } from '../../machines/follower/outcomes.ts'
import type { BlockRef } from '../../machines/values.ts'
import { createEngineGate, type EngineGate } from '../../src/actors/engine/gate.ts'
import type { Fault } from '../../src/adapters/memory/execution-client/faults.ts'
import { geth, reth } from '../../src/adapters/memory/execution-client/personality.ts'
import { invalid, syncing } from '../../src/adapters/memory/execution-client/rules.ts'
import { attributes, command, live, m, nodeState, openWorld, r } from './world.ts'

/**
 * Somebody outside polls `safe` while a rollup node, a machine and misfortune share the gate in every
 * order. The node stays on its branch here: one that leaves a branch takes `safe` along, and that is
 * told as a story in gate.test.ts.
 */

type Step =
  | { readonly kind: 'promote'; readonly by: number }
  | { readonly kind: 'stray'; readonly by: number }
  | { readonly kind: 'reassert' }
  | { readonly kind: 'node-advances'; readonly claims: number; readonly builds: boolean }
  | { readonly kind: 'node-resets'; readonly to: number }
  | { readonly kind: 'read' }
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'process-dies' }
  | { readonly kind: 'settle' }

const fault = fc.constantFrom<Fault>(
  { kind: 'no-answer', applied: true },
  { kind: 'no-answer', applied: false },
  { kind: 'error', code: -38_002, message: 'no' },
  { kind: 'error', code: -32_602, message: 'no' },
  { kind: 'status', status: syncing },
  { kind: 'status', status: invalid(null, 'no') },
  { kind: 'unauthorized' },
  { kind: 'down' },
)

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('promote' as const), by: fc.nat(2) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('stray' as const), by: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'reassert' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('node-advances' as const),
      claims: fc.nat(12),
      builds: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('node-resets' as const), to: fc.nat(12) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'read' as const }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('fault' as const), fault }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'process-dies' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'settle' as const }) },
)

test.each([geth, reth])(
  'an observer of a $name client never sees safe go back, nor a value that was not commanded',
  async (personality) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { seen, commanded } = await play(steps, personality)
        const heights = seen.map((safe) => safe?.number ?? -1)
        expect(heights).toEqual([...heights].sort((a, b) => a - b))
        for (const safe of seen) if (safe !== null) expect(commanded).toContain(safe.hash)
      }),
      { numRuns: 300 },
    )
  },
)

async function play(steps: readonly Step[], personality: typeof geth) {
  const world = openWorld({ personality, head: 3, buildHoldMs: 0 })
  const { client, control, seen } = world
  let gate: EngineGate = world.gate
  let running: Promise<unknown>[] = []
  let head = 3
  let confirmed: BlockRef | null = null
  let intended = 0
  // The base of a first start: the node's own finalized block, genesis here.
  const commanded = new Set([m(0).hash])

  /** As the machine: the intent is on disk before the command, the promotion only after a read-back. */
  const promote = async (target: BlockRef, because: 'attested' | 'reassert') => {
    commanded.add(target.hash)
    const asking = gate
    if (because === 'attested') intended = target.number
    const outcome: CommandOutcome = await asking.command(command(target, because), live)
    if (outcome.kind !== 'valid' || asking !== gate) return
    const labels = await asking.readBack(live)
    if (labels.kind === 'labels' && labels.safe?.hash === target.hash && asking === gate) confirmed = target
  }

  const stray = (target: BlockRef) => {
    commanded.add(target.hash)
    return gate.command(command(target), live)
  }

  const settle = async () => {
    await Promise.all(running)
    running = []
  }

  for (const step of steps) {
    switch (step.kind) {
      case 'promote':
        // A machine promotes what its node has derived, and nothing below what it asked for before.
        running.push(promote(m(Math.min(head, intended + step.by)), 'attested'))
        break
      case 'stray':
        // A machine that forgot what it promoted: nothing but the gate is in its way.
        running.push(stray(m(Math.max(0, intended - step.by))))
        break
      case 'reassert':
        if (confirmed !== null) running.push(promote(confirmed, 'reassert'))
        break
      case 'node-advances':
        head = Math.min(head + 1, 12)
        running.push(
          gate.forkchoiceUpdated(
            nodeState(m(head), step.claims > 6 ? r(step.claims) : m(step.claims)),
            step.builds ? attributes : null,
            live,
          ),
        )
        break
      case 'node-resets':
        // Back on its own branch, to where it derives from again; the tip of the client stays.
        running.push(gate.forkchoiceUpdated(nodeState(m(Math.min(step.to, head))), null, live))
        break
      case 'read':
        running.push(gate.read({ crossSafe: confirmed }, live))
        break
      case 'fault':
        control.faults.next('forkchoiceUpdated', step.fault)
        break
      case 'process-dies':
        await settle()
        gate = createEngineGate({
          client,
          initial: {
            safe: confirmed,
            finalized: null,
            pending: { ...m(intended), finalized: null, because: 'attested' },
          },
          denials: [],
          deadlineMs: 5_000,
          queueLimit: 64,
          buildHoldMs: 0,
        })
        break
      case 'settle':
        await settle()
    }
  }
  await settle()
  return { seen, commanded }
}
