import { afterAll, describe, expect, it, vi } from 'vitest'
import type { Chapter } from './chapter.ts'
import { chapters } from './chapters.ts'
import { type Edge, type Exploration, eventsOfChapter, explore, standalone } from './explore.ts'
import { type FollowerSnapshot, keyOf } from './key.ts'
import { next } from './next.ts'

// The exploration stands on this: what the key leaves out changes nothing that follows.

vi.setConfig({ testTimeout: 60_000 })

/** Each chapter contributes this many pairs at most. */
const pairsLimit = 400

let compared = 0

describe('two states with one key', () => {
  it.each(chapters)('behave alike in "$alphabet.name"', (chapter) => {
    const exploration = explore(chapter)
    const pairs = spread(exploration.edges).filter((edge) => isTwin(exploration, edge))
    const known = groupByOrigin(exploration)
    for (const { after, to } of pairs) expect(continuations(chapter, after)).toBe(known.get(to))
    compared += pairs.length
  })

  it('are found at all', () => expect(compared).toBeGreaterThan(200))
})

afterAll(() => console.log(`key: ${compared} pairs of different contexts with one key behave alike`))

function isTwin({ states }: Exploration, { after, to }: Edge): boolean {
  const known = states.get(to)
  return after !== known && JSON.stringify(after.context) !== JSON.stringify(known?.context)
}

function spread(edges: readonly Edge[]): readonly Edge[] {
  const step = Math.ceil(edges.length / pairsLimit)
  return edges.filter((_, index) => index % step === 0)
}

/** What follows each state, one line for each event. */
function groupByOrigin({ edges }: Exploration): ReadonlyMap<string, string> {
  const lines = new Map<string, string>()
  for (const { from, event, to } of edges) {
    lines.set(from, `${lines.get(from) ?? ''}${JSON.stringify(event)} ${to}\n`)
  }
  return lines
}

function continuations(chapter: Chapter, snapshot: FollowerSnapshot): string {
  const lines = eventsOfChapter(chapter, snapshot).map(
    (event) => `${JSON.stringify(event)} ${keyOf(next(standalone, snapshot, event))}\n`,
  )
  return [...new Set(lines)].join('')
}
