import { onTestFinished } from 'vitest'
import { bringUp, type Victim } from './victim.ts'

/** Victims that wait with everything loaded, so that no story waits for that. */
export interface Standby {
  /** It lives until the end of the test, at the longest. */
  readonly next: () => Victim
  /** Kills those that nobody asked for. */
  readonly close: () => Promise<void>
}

const waitingVictims = 2

export function keepStandby(entry: string): Standby {
  const waiting: Victim[] = []
  const refill = () => {
    while (waiting.length < waitingVictims) waiting.push(bringUp(entry))
  }
  refill()
  return {
    next: () => {
      const victim = waiting.shift()!
      onTestFinished(victim.kill)
      refill()
      return victim
    },
    close: async () => {
      await Promise.all(waiting.map((victim) => victim.kill()))
    },
  }
}
