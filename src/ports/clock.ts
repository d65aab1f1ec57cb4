/** The wall clock, for issuing and judging timestamps. Timers of policy belong to the machines. */
export interface ClockPort {
  readonly nowMs: () => number
}

export const systemClock: ClockPort = { nowMs: () => Date.now() }
