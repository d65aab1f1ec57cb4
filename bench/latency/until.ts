import { setTimeout as sleep } from 'node:timers/promises'

export async function until(what: string, holds: () => boolean, deadlineMs = 20_000): Promise<void> {
  const endMs = Date.now() + deadlineMs
  while (!holds()) {
    if (Date.now() > endMs) throw new Error(`${what} did not come within ${deadlineMs} ms`)
    await sleep(20)
  }
}
