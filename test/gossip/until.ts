import { setTimeout as sleep } from 'node:timers/promises'

/** Waits for a condition; what it waited for is in the message when the deadline passes. */
export async function until(what: string, holds: () => boolean, deadlineMs = 25_000): Promise<void> {
  const end = performance.now() + deadlineMs
  while (!holds()) {
    if (performance.now() > end) throw new Error(`gave up after ${deadlineMs} ms waiting until ${what}`)
    await sleep(10)
  }
}
