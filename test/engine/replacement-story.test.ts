import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Denial } from '../../machines/follower/facts.ts'
import type { BlockRef, Hash } from '../../machines/values.ts'
import type { EngineGate } from '../../src/actors/engine/gate.ts'
import type { Fault } from '../../src/adapters/memory/execution-client/faults.ts'
import { geth, type Personality, reth } from '../../src/adapters/memory/execution-client/personality.ts'
import { o, openGate, openReplaceable, ours, replacing, t, theirs } from './replaceable.ts'
import { createStockNode } from './stock-node.ts'
import { command, live } from './world.ts'

async function openStory(personality: Personality, hold = {}) {
  const world = await openReplaceable({ personality, ...hold })
  const { client, control } = world
  let gate: EngineGate = world.gate
  const denials: Denial[] = []
  const safes: (BlockRef | null)[] = [control.labels().safe]
  const heads: Hash[] = [control.labels().head.hash]
  let replaced = false
  /** Heads on the denied branch that were seen after the denied branch was left. */
  const relapses: Hash[] = []
  control.watch(({ head, safe }) => {
    if (safe?.hash !== safes.at(-1)?.hash) safes.push(safe)
    if (head.hash !== heads.at(-1)) heads.push(head.hash)
    if (denials.length > 0 && right.has(head.hash)) replaced = true
    if (replaced && left.has(head.hash)) relapses.push(head.hash)
  })
  const node = createStockNode({
    gate: () => gate,
    client,
    batches: ours,
    head: o(9),
    localSafe: o(8),
  })
  return {
    client,
    control,
    node,
    denials,
    safes,
    heads,
    relapses,
    gate: () => gate,
    replace: () => gate.replace(replacing, live, (denial) => denials.push(denial)),
    /** The process dies, and the next one starts from the disk. */
    die: (safe: BlockRef) => {
      gate = openGate({ client, initial: { safe, finalized: o(2), pending: null }, denials, buildHoldMs: 0 })
    },
  }
}

const hashes = (blocks: typeof ours) => blocks.map(({ payload }) => payload.blockHash)
const left = new Set(hashes(ours.slice(6)))
const right = new Set(hashes(theirs.slice(6)))

describe.each([geth, reth])('a stock node before a $name client, after a replacement', (personality) => {
  test('is refused, resets, derives the replacement by itself, and goes on', async () => {
    const { node, replace, gate, control, safes } = await openStory(personality)
    await replace()
    await gate().command(command(t(6), 'replacement', o(2)), live)
    await node.say()
    expect(node.resets()).toBe(1)
    expect([node.head(), node.localSafe()]).toEqual([t(6), o(2)])
    for (let rounds = 0; rounds < 8; rounds += 1) {
      await node.derive()
      await node.say()
    }
    expect(node.localSafe()).toEqual(t(6))
    expect(node.resets()).toBe(1)
    for (const block of theirs.slice(7)) await node.hear(block)
    expect(control.labels()).toEqual({ head: t(12), safe: t(6), finalized: o(2) })
    expect(safes).toEqual([o(5), t(6)])
  })

  test('stays where it is, whatever the sequencer goes on offering', async () => {
    const { node, replace, gate, control, heads } = await openStory(personality)
    await replace()
    await node.say()
    const since = heads.length
    for (let rounds = 0; rounds < 3; rounds += 1) for (const block of ours.slice(6)) await node.hear(block)
    expect(heads.slice(since)).toEqual([])
    expect(control.labels().head).toEqual(t(6))
    expect(await gate().read({ crossSafe: o(5) }, live)).toMatchObject({
      node: { onDeniedBranch: false, offered: o(12) },
    })
  })
})

type Step =
  | { readonly kind: 'hear'; readonly height: number; readonly theirs: boolean }
  | { readonly kind: 'derive' | 'say' | 'replace' | 'promote' | 'die' | 'settle' }
  | {
      readonly kind: 'fault'
      readonly on: 'forkchoiceUpdated' | 'newPayload' | 'block'
      readonly fault: Fault
    }

const fault = fc.constantFrom<Fault>(
  { kind: 'no-answer', applied: true },
  { kind: 'no-answer', applied: false },
  { kind: 'error', code: -32_000, message: 'no' },
  { kind: 'down' },
)

const just = <K extends Step['kind']>(kind: K, weight: number) => ({
  weight,
  arbitrary: fc.constant({ kind } as Extract<Step, { kind: K }>),
})

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('hear' as const),
      height: fc.integer({ min: 6, max: 12 }),
      theirs: fc.boolean(),
    }),
  },
  just('derive', 5),
  just('say', 4),
  just('replace', 3),
  just('promote', 3),
  just('die', 1),
  just('settle', 3),
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('fault' as const),
      on: fc.constantFrom('forkchoiceUpdated' as const, 'newPayload' as const, 'block' as const),
      fault,
    }),
  },
)

describe.each([geth, reth])(
  'whatever node, machine and misfortune do in whatever order, a $name client',
  (personality) => {
    test('never goes back to the denied branch, and its safe never goes back', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
          const { relapses, safes, denials } = await play(steps, personality)
          expect(relapses).toEqual([])
          const heights = safes.map((safe) => safe?.number ?? -1)
          expect(heights).toEqual([...heights].sort((a, b) => a - b))
          for (const safe of safes) expect(left).not.toContain(safe?.hash)
          if (safes.some((safe) => right.has(safe?.hash ?? '0x'))) expect(denials).toHaveLength(1)
        }),
        { numRuns: 200 },
      )
    })
  },
)

/** The node does one thing after the other, and so does the machine; both at once. */
async function play(steps: readonly Step[], personality: Personality) {
  const story = await openStory(personality, { buildHoldMs: 0 })
  const { node, control } = story
  let safe: BlockRef = o(5)
  let nodeWork: Promise<unknown> = Promise.resolve()
  let machineWork: Promise<unknown> = Promise.resolve()
  const nodeDoes = (work: () => Promise<unknown>) => {
    nodeWork = nodeWork.then(work)
  }

  const promote = async () => {
    const outcome = await story.gate().command(command(t(6), 'replacement', o(2)), live)
    if (outcome.kind === 'valid') safe = t(6)
  }

  const settle = () => Promise.all([nodeWork, machineWork])

  for (const step of steps) {
    switch (step.kind) {
      case 'hear':
        nodeDoes(() => node.hear((step.theirs ? theirs : ours)[step.height]!))
        break
      case 'derive':
        nodeDoes(node.derive)
        break
      case 'say':
        nodeDoes(node.say)
        break
      case 'replace':
        machineWork = machineWork.then(story.replace)
        break
      case 'promote':
        // A promotion of the replacement follows its replacement.
        machineWork = machineWork.then(() => (story.denials.length > 0 ? promote() : null))
        break
      case 'fault':
        control.faults.next(step.on, step.fault)
        break
      case 'die':
        await settle()
        story.die(safe)
        break
      case 'settle':
        await settle()
    }
  }
  await settle()
  return story
}
