import type { ClockPort } from '../../ports/clock.ts'

const firstRestMs = 2_000
const longestRestMs = 60_000

/** The back-off of one endpoint: twice as long after each failure, over with the first answer. */
export interface Rest {
  /** Unix milliseconds; in the past for who is awake. */
  readonly untilMs: () => number
  readonly failed: () => void
  readonly answered: () => void
}

/** Failures of calls that went out together are one failure: a rest grows only once it is over. */
export function createRest(clock: ClockPort): Rest {
  let [lengthMs, untilMs] = [0, 0]
  return {
    untilMs: () => untilMs,
    failed: () => {
      const nowMs = clock.nowMs()
      if (nowMs < untilMs) return
      lengthMs = lengthMs === 0 ? firstRestMs : Math.min(lengthMs * 2, longestRestMs)
      untilMs = nowMs + lengthMs
    },
    answered: () => {
      lengthMs = 0
      untilMs = 0
    },
  }
}
