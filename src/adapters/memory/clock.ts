import type { ClockPort } from '../../ports/clock.ts'

/** A wall clock that only moves when it is told to. */
export interface ManualClock extends ClockPort {
  readonly advance: (ms: number) => void
}

export function createManualClock(startMs: number): ManualClock {
  let nowMs = startMs
  return {
    nowMs: () => nowMs,
    advance: (ms) => {
      nowMs += ms
    },
  }
}
