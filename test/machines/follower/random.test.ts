import fc from 'fast-check'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { getInitialSnapshot } from 'xstate'
import type { ModelEvent } from './alphabet.ts'
import type { Chapter } from './chapter.ts'
import { eventsOfChapter, type FollowerModel, standalone } from './explore.ts'
import { largeWorlds } from './large-world.ts'
import { next } from './next.ts'
import { mutants } from './rules/mutants.ts'
import type { Step } from './rules/rule.ts'
import { firstBreach, rules } from './rules/rules.ts'

// What cannot be exhausted is lived through at random: the rules hold in larger worlds too.

vi.setConfig({ testTimeout: 60_000 })

const seed = Number(process.env.FAST_CHECK_SEED ?? Date.now() % 2 ** 31)
const numRuns = 120
const counts = { steps: 0, promotions: 0, replacements: 0, halts: 0 }

/** What happens next: a kind of event, and which of that kind. */
const lives = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 40, maxLength: 160, size: 'max' })

describe.each(largeWorlds)('in the large world "$alphabet.name"', (world) => {
  it('no step of any life breaks a rule', () => {
    fc.assert(
      fc.property(lives, (choices) => {
        expect(firstBreach(counted(live(world, standalone, choices)))).toBeNull()
      }),
      { seed, numRuns },
    )
  })
})

it('a life is rich enough to notice a follower that halts without proof', () => {
  const { machine, rule } = mutants.find(({ name }) => name === 'halts without proof')!
  const outcome = fc.check(
    fc.property(lives, (choices) => firstBreach(live(largeWorlds[0]!, machine, choices), [rule]) === null),
    { seed, numRuns, endOnFailure: true },
  )
  expect(outcome.failed).toBe(true)
})

it('lives reach promotions, replacements and halts', () => {
  expect(counts.promotions).toBeGreaterThan(numRuns / 10)
  expect(counts.replacements).toBeGreaterThan(0)
  expect(counts.halts).toBeGreaterThan(0)
})

afterAll(() => {
  const { steps, promotions, replacements, halts } = counts
  console.log(
    `random: seed ${seed}, ${steps} steps, ${promotions} promotions, ${replacements} replacements, ${halts} halts, ` +
      `${rules.length} rules`,
  )
})

function* live(
  world: Chapter,
  machine: FollowerModel,
  choices: readonly (readonly [number, number])[],
): Generator<Step> {
  let before = getInitialSnapshot(machine, world.input)
  for (const [kind, which] of choices) {
    const event = chosen(eventsOfChapter(world, before), kind, which)
    const after = next(machine, before, event)
    yield { before, event, after }
    before = after
  }
}

/** Every kind of event is as likely as every other, however many there are of it; what is awaited is likelier. */
function chosen(events: readonly ModelEvent[], kind: number, which: number): ModelEvent {
  const kinds = [...Map.groupBy(events, ({ type }) => type).values()]
  const awaited = kinds.filter(([event]) => event!.type.startsWith('xstate.done'))
  const likely = [...kinds, ...awaited, ...awaited, ...awaited]
  const group = likely[kind % likely.length]!
  return group[which % group.length]!
}

function* counted(steps: Iterable<Step>): Generator<Step> {
  for (const step of steps) {
    const { before, after } = step
    counts.steps += 1
    counts.promotions +=
      (after.context.crossSafe?.number ?? 0) > (before.context.crossSafe?.number ?? 0) ? 1 : 0
    counts.replacements += after.context.denials.length - before.context.denials.length
    counts.halts += after.value === 'haltedOnMismatch' && before.value !== after.value ? 1 : 0
    yield step
  }
}
