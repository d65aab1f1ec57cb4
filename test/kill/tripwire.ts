/** A moment in a victim's life: before or after the nth passage of a named point. */
export interface KillPoint {
  readonly point: string
  readonly nth: number
  readonly when: 'before' | 'after'
}

export interface Tripwire {
  /** Carries out the work of a point; synchronous work stays synchronous. */
  readonly around: <T>(point: string, work: () => T) => T
  /** Resolves once the work of this point was done for the first time; at once for null. */
  readonly passed: (point: string | null) => Promise<void>
}

/** Kills this process at one moment, as `kill -9` from outside would: nothing runs after it, no handler, no flush. */
export function createTripwire(killAt: KillPoint | null): Tripwire {
  const passages = new Map<string, number>()
  const waiting = new Map<string, () => void>()
  const leave = (point: string, nth: number) => {
    dieIf(point, nth, 'after')
    waiting.get(point)?.()
  }
  const dieIf = (point: string, nth: number, when: KillPoint['when']) => {
    const isIt = killAt?.point === point && killAt.nth === nth && killAt.when === when
    if (isIt) process.kill(process.pid, 'SIGKILL')
  }
  return {
    around: (point, work) => {
      const nth = (passages.get(point) ?? 0) + 1
      passages.set(point, nth)
      dieIf(point, nth, 'before')
      const result = work()
      if (result instanceof Promise) return result.finally(() => leave(point, nth)) as typeof result
      leave(point, nth)
      return result
    },
    passed: (point) =>
      new Promise((resolve) => {
        if (point === null) resolve()
        else waiting.set(point, resolve)
      }),
  }
}
