import { describe, expect, test } from 'vitest'
import { attesterMachine } from '../../machines/attester/machine.ts'
import type { ExamineOutcome } from '../../machines/attester/outcomes.ts'
import { attesterSetup } from '../../machines/attester/setup.ts'
import { equivocates, firstWorld, type Machine, type World, worldKey, worldsAfter } from './attester-world.ts'

const limitWorlds = 100_000

/** Walks all worlds that can come about, and answers the first in which a rule is broken. */
function firstBroken(
  machine: Machine,
  isBroken: (world: World) => boolean,
): { broken: World | null; worlds: number } {
  const start = firstWorld(machine)
  const reached = new Map([[worldKey(start), start]])
  for (const world of reached.values()) {
    if (isBroken(world)) return { broken: world, worlds: reached.size }
    for (const next of worldsAfter(machine, world)) {
      const key = worldKey(next)
      if (!reached.has(key)) reached.set(key, next)
    }
    if (reached.size > limitWorlds) throw new Error(`more than ${limitWorlds} worlds`)
  }
  return { broken: null, worlds: reached.size }
}

const signedTwoHashes = ({ signed }: World) => new Set(signed.map(({ hash }) => hash)).size > 1
const hasEquivocated = ({ signed }: World) => signed.some((a) => signed.some((b) => equivocates(a, b)))
const signedWithoutIntent = ({ signed, intents }: World) =>
  signed.some((a) => !intents.some((b) => b.hash === a.hash && b.l1View.hash === a.l1View.hash))

describe('whatever its source says, and whenever it dies, the attester', () => {
  test('never signs two hashes of one height along one L1 chain, nor anything without a stored intent', () => {
    const { broken, worlds } = firstBroken(
      attesterMachine,
      (world) => hasEquivocated(world) || signedWithoutIntent(world),
    )
    console.log(`attester: ${worlds} worlds`)
    expect(broken).toBeNull()
  })

  test('does sign a second hash across an L1 reorg, so the rule is not kept by signing nothing', () => {
    expect(firstBroken(attesterMachine, signedTwoHashes).broken).not.toBeNull()
  })
})

describe('the check itself finds', () => {
  type Rule = (
    work: { l1View: { number: number } },
    examined: Extract<ExamineOutcome, { kind: 'examined' }>,
  ) => boolean

  function judgingBy(mayBeSigned: Rule): Machine {
    return attesterMachine.provide({
      guards: {
        mayNotBeSigned: ({ context }, { outcome }) =>
          outcome.kind === 'examined' && context.work !== null && !mayBeSigned(context.work, outcome),
      },
    })
  }

  /** The chart with the transitions of one state that lead to `from` led elsewhere. */
  function leading(state: 'examining' | 'fetching', from: string, to: string): Machine {
    const { config } = attesterMachine
    const { invoke, ...rest } = config.states![state] as unknown as {
      invoke: { onDone: { target: string }[] }
    }
    const onDone = invoke.onDone.map((branch) =>
      branch.target === from ? { ...branch, target: to } : branch,
    )
    const states = { ...config.states, [state]: { ...rest, invoke: { ...invoke, onDone } } }
    return attesterSetup.createMachine({ ...config, states } as never) as unknown as Machine
  }

  test.each<[string, Rule]>([
    ['an attester that signs whatever it is told', () => true],
    [
      'one that only asks whether the old view is orphaned',
      (_work, { rivals }) => rivals.every(({ viewStatus }) => viewStatus === 'orphaned'),
    ],
    [
      'one that does not mind an old view above its own',
      (_work, { rivals, viewStatus }) =>
        rivals.length === 0 ||
        (viewStatus === 'canonical' && rivals.every((rival) => rival.viewStatus === 'orphaned')),
    ],
    [
      'one that does not look at its own view',
      ({ l1View }, { rivals }) =>
        rivals.every((rival) => rival.viewStatus === 'orphaned' && rival.l1View.number <= l1View.number),
    ],
    [
      'one that does not ask L1 about the old view',
      (_work, { rivals, viewStatus }) => rivals.length === 0 || viewStatus === 'canonical',
    ],
  ])('%s', (_what, rule) => {
    expect(firstBroken(judgingBy(rule), hasEquivocated).broken).not.toBeNull()
  })

  test.each<['examining' | 'fetching', string]>([
    ['fetching', 'one that asks for the signature before it stored its intent'],
    ['examining', 'one that repeats a head under a newer view without storing that'],
  ])('in %s %s', (state) => {
    expect(firstBroken(leading(state, 'intending', 'signing'), signedWithoutIntent).broken).not.toBeNull()
  })
})
