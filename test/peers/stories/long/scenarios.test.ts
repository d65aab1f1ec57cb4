import { expect, it } from 'vitest'
import { runWithJson } from '../../../devnet/run-with-json.ts'

it.for(['replacement', 'l1-reorg'] as const)('%s comes to its end on stock programs', async (scenario) => {
  const { exitCode, events } = await runWithJson({ stock: true, scenario }, AbortSignal.timeout(500_000))
  const missed = events.filter((event) => event.event === 'step' && event.outcome === 'missed')
  expect(missed).toEqual([])
  expect(events.at(-1), JSON.stringify(events.at(-1))).toMatchObject({ event: 'ended', ok: true })
  expect(exitCode).toBe(0)
})
