import { describe, expect, it } from 'vitest'
import type { ScenarioName } from '../../src/devnet/options.ts'
import { runWithJson } from './run-with-json.ts'

/** Two networks at a time: each has three processes, and their seconds are mostly waiting. */
const stories: readonly (readonly [about: string, names: readonly ScenarioName[]])[] = [
  ['of the attester', ['outage', 'mismatch']],
  ['of the follower and its client', ['restart', 'engine-down']],
  ['that need blocks made from L1', ['replacement', 'l1-reorg']],
]

describe.each(stories)('the stories %s', (_, names) => {
  it.concurrent.each(names)('%s comes to its end', { timeout: 180_000 }, async (scenario) => {
    const { exitCode, events } = await runWithJson({ scenario }, AbortSignal.timeout(170_000))
    const missed = events.filter((event) => event.event === 'step' && event.outcome === 'missed')
    expect(missed).toEqual([])
    expect(events.at(-1), JSON.stringify(events.at(-1))).toMatchObject({ event: 'ended', ok: true })
    expect(exitCode).toBe(0)
  })
})
