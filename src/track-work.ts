export interface Work {
  /** Answers the call itself, so that it can be tracked where it is made. */
  readonly track: <T>(call: Promise<T>) => Promise<T>
  readonly settled: () => Promise<void>
}

/** Remembers the calls in flight. They were told to end; their own deadlines bound the wait. */
export function trackWork(): Work {
  const inFlight = new Set<Promise<unknown>>()
  return {
    track: (call) => {
      inFlight.add(call)
      const done = () => void inFlight.delete(call)
      call.then(done, done)
      return call
    },
    settled: async () => {
      while (inFlight.size > 0) await Promise.allSettled(inFlight)
    },
  }
}
