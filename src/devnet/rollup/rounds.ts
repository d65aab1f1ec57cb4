import { setTimeout as sleep } from 'node:timers/promises'

export interface RoundsOptions {
  readonly intervalMs: number
  /** So many failures in a row end it: what fails that often is broken, not busy. */
  readonly failuresLimit: number
}

/** Repeats a piece of work until the signal, one round at a time. */
export async function repeatRounds(
  round: () => Promise<void>,
  { intervalMs, failuresLimit }: RoundsOptions,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    try {
      await round()
      failures = 0
    } catch (error) {
      if (signal.aborted) return
      if (++failures >= failuresLimit) throw error
    }
    await sleep(intervalMs, undefined, { signal }).catch(() => undefined)
  }
}
