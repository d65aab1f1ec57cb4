import { expect, it, vi } from 'vitest'
import { runWithJson } from '../run-with-json.ts'

it('says so where there is no Go to build stock programs with', async () => {
  vi.stubEnv('PATH', '')
  const { exitCode, events } = await runWithJson({ stock: true }, AbortSignal.timeout(20_000))
  vi.unstubAllEnvs()

  expect(exitCode).toBe(1)
  const text = 'there are no stock programs to run: there is no go on the PATH to build them with'
  expect(events).toEqual([{ event: 'ended', ok: false, promotions: 0, text }])
})
