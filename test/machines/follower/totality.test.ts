import { afterAll, describe, expect, it, vi } from 'vitest'
import { transition } from 'xstate'
import { leavesOf, nameOf } from '../../../docs/machine/chart.ts'
import { type Cell, eventTable } from '../../../docs/machine/event-table.ts'
import { stalePages } from '../../../docs/pages/pages.ts'
import type { ModelEvent } from './alphabet.ts'
import { chapters } from './chapters.ts'
import { explore, standalone } from './explore.ts'
import type { FollowerSnapshot } from './key.ts'

// XState drops an event that nobody takes without a word. Here every event meets every state.

vi.setConfig({ testTimeout: 60_000 })

const table = eventTable(standalone.root)
const edges = chapters.filter(isSmall).flatMap((chapter) => explore(chapter).edges)
/** `deciding` is left within the step that enters it, so no event ever meets it. */
const states = leavesOf(standalone.root)
  .map(nameOf)
  .filter((name) => name !== 'deciding')
const tried = { cells: 0, unexpected: 0 }

describe.each(states)('in %s', (state) => {
  const own = edges.filter(({ before }) => stateName(before) === state)

  it.each(table.filter((cell) => cell.state === state))('$eventType: $fate', (cell) => {
    const seen = own.find(({ event }) => event.type === cell.eventType && !isMisnamed(event))
    const { before } = seen ?? own[0]!
    const event = seen?.event ?? sampleOf(cell)
    const [after, actions] = transition(standalone, before, event as never)
    const journaled = actions.some((action) => isUnexpected(action, event))
    expect(journaled).toBe(cell.fate === 'unexpected')
    if (cell.fate === 'unexpected')
      expect([after.value, after.context]).toEqual([before.value, before.context])
    tried.cells += 1
    tried.unexpected += journaled ? 1 : 0
  })
})

it('an event that the chart does not know is journaled by its name', () => {
  const [, actions] = transition(standalone, edges[0]!.before, { type: 'made.up' } as never)
  expect(actions.some((action) => isUnexpected(action, { type: 'made.up' }))).toBe(true)
})

it('docs/machine.md shows this chart and this table', () => {
  expect(stalePages()).not.toContain('docs/machine.md')
})

afterAll(() => {
  console.log(
    `totality: ${tried.cells} of ${table.length} cells tried, ${tried.unexpected} of them unexpected`,
  )
})

function isSmall({ alphabet }: (typeof chapters)[number]): boolean {
  return ['backlog', 'engine failures', 'reading failures', 'replacements', 'watermark', 'halts'].includes(
    alphabet.name,
  )
}

function stateName({ _nodes }: FollowerSnapshot): string {
  return nameOf(_nodes.find((node) => Object.keys(node.states).length === 0)!)
}

/** An acknowledgement of other evidence is unexpected even in a halt. */
function isMisnamed(event: ModelEvent): boolean {
  return event.evidenceId === 'another'
}

/** From another state: an outcome that arrives too late, a timer that should have been stopped. */
function sampleOf({ eventType }: Cell): ModelEvent {
  return edges.find(({ event }) => event.type === eventType)?.event ?? { type: eventType, error: 'a defect' }
}

function isUnexpected(action: { type: string; params?: unknown }, { type }: ModelEvent): boolean {
  const { fact } = (action.params ?? {}) as { fact?: { kind: string; event?: string } }
  return action.type === 'record' && fact?.kind === 'unexpected' && fact.event === type
}
