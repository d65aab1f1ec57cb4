import { setTimeout as sleep } from 'node:timers/promises'

export interface Waiting {
  readonly deadlineMs: number
  /** Ends the wait with its reason. */
  readonly signal: AbortSignal
}

const lookEveryMs = 100

/** Looks until there is something, and answers it. Throws with what was waited for when the deadline passes. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  { deadlineMs, signal }: Waiting,
): Promise<T> {
  const endMs = performance.now() + deadlineMs
  for (;;) {
    signal.throwIfAborted()
    const seen = await look()
    if (seen !== null && seen !== undefined && seen !== false) return seen
    if (performance.now() > endMs) throw new Error(`gave up after ${deadlineMs} ms waiting until ${what}`)
    await sleep(lookEveryMs)
  }
}
