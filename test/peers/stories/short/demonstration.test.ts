import { expect, it } from 'vitest'
import { runWithJson } from '../../../devnet/run-with-json.ts'

it('shows the network to whoever starts it, until it has promoted enough', async () => {
  const { exitCode, events } = await runWithJson({ stock: true, promotions: 5 }, AbortSignal.timeout(180_000))
  expect(exitCode).toBe(0)
  expect(events.filter(({ event }) => event === 'promoted').length).toBeGreaterThanOrEqual(5)
  expect(events.find(({ event }) => event === 'ready')).toMatchObject({
    endpoints: { enginePort: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) },
  })
  expect(events.at(-1)).toMatchObject({ event: 'ended', ok: true })
})
