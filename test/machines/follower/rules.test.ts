import { afterAll, describe, expect, it, vi } from 'vitest'
import { followerMachine } from '../../../machines/follower/machine.ts'
import type { Chapter } from './chapter.ts'
import { chapter, chapters } from './chapters.ts'
import { leavesOf } from './chart.ts'
import { type Exploration, explore, standalone } from './explore.ts'
import { replaced, strandedStates } from './rules/good-world.ts'
import { mutants } from './rules/mutants.ts'
import { firstBreach, rules } from './rules/rules.ts'
import { circling, stubborn } from './rules/stranded-mutants.ts'

// Design §2, asked of every step that can be made in the whole of the small world.

vi.setConfig({ testTimeout: 60_000 })

const explored = new Map<Chapter, Exploration>()
let killed = 0

describe.each(chapters)('in "$alphabet.name"', (chapter) => {
  it('no step breaks a safety rule', () => {
    explored.set(chapter, explore(chapter))
    expect(firstBreach(explored.get(chapter)!.edges)).toBeNull()
  })

  it('a world that has become good leads from every state to the newest block', () => {
    expect(strandedStates(explored.get(chapter)!)).toEqual([])
  })
})

describe.each(['replacements', 'after a replacement', 'parting'])('in "%s"', (name) => {
  it('a world in which every block was replaced leads from every state to the newest', () => {
    expect(strandedStates(explored.get(chapter(name))!, standalone, replaced)).toEqual([])
  })
})

describe('the rules notice a follower that', () => {
  it.each(mutants)('$name', ({ machine, rule, chapter: name }) => {
    expect(firstBreach(explore(chapter(name), machine).edges, [rule])).toContain(rule.name)
    killed += 1
  })

  it('never takes a held block up again', () => {
    expect(strandedStates(explore(chapter('engine failures'), stubborn), stubborn)).not.toEqual([])
    killed += 1
  })

  it('examines the block that differs again and again', () => {
    expect(strandedStates(explore(chapter('parting'), circling), circling, replaced)).not.toEqual([])
    killed += 1
  })

  it('may be any of the rules: each has its mutant', () => {
    expect(new Set(mutants.map(({ rule }) => rule))).toEqual(new Set(rules))
  })
})

describe('every wait', () => {
  const leaves = leavesOf(followerMachine.root)

  it.each(leaves.map((node) => [node.path.join('.'), node] as const))('in %s has an end', (name, node) => {
    const passesOn = node.always?.some(({ guard }) => guard === undefined) ?? false
    expect(node.after.length > 0 || passesOn).toBe(name !== 'haltedOnMismatch')
  })
})

afterAll(() => {
  for (const [{ alphabet }, { states, edges }] of explored) {
    console.log(`rules: ${alphabet.name}: ${states.size} states, ${edges.length} edges`)
  }
  const totals = [...explored.values()].map(({ states, edges }) => [states.size, edges.length] as const)
  const [states, edges] = [0, 1].map((at) => totals.reduce((sum, total) => sum + total[at]!, 0))
  console.log(`rules: ${states} states, ${edges} edges, ${rules.length} rules, mutants killed: ${killed}`)
})
