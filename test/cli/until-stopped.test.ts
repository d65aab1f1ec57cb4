import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { type Child, start } from './run.ts'

const stopper = fileURLToPath(new URL('stopper.ts', import.meta.url))

it.each(['SIGINT', 'SIGTERM'] as const)('%s lets the process finish what it does', async (signal) => {
  const child = await running()
  child.kill(signal)
  await says(child, 'stopping')
  child.stdin.end()
  expect(await exitOf(child)).toBe(0)
})

it('a signal that npm sends again is not a second one', async () => {
  const child = await running()
  child.kill('SIGINT')
  child.kill('SIGTERM')
  await says(child, 'stopping')
  child.stdin.end()
  expect(await exitOf(child)).toBe(0)
})

it('a person who insists gets their way, although the work is not done', async () => {
  const child = await running()
  const insisting = setInterval(() => child.kill('SIGINT'), 50)
  expect(await exitOf(child)).toBe(130)
  clearInterval(insisting)
})

it('a process that does not get done is ended at its deadline', async () => {
  const child = await running(50)
  child.kill('SIGTERM')
  expect(await exitOf(child)).toBe(130)
})

/** Longer than any test may take. */
const never = 600_000

async function running(stopDeadlineMs = never): Promise<Child> {
  const child = start([stopper, `${stopDeadlineMs}`])
  await says(child, 'ready')
  return child
}

async function says(child: Child, word: string): Promise<void> {
  for (;;) {
    const [text] = (await once(child.stdout, 'data')) as [string]
    if (text.includes(word)) return
  }
}

async function exitOf(child: Child): Promise<number | null> {
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}
