import type { ActorOptions, AnyActorLogic } from 'xstate'

export type Clock = NonNullable<ActorOptions<AnyActorLogic>['clock']>

/**
 * A clock for an actor: time stands still, and a timer fires when it is told to. Timers are
 * told apart by their length, so a test gives every named delay another one.
 */
export function createManualClock() {
  const timers = new Map<number, { readonly run: () => void; readonly delayMs: number }>()
  let lastId = 0
  const clock: Clock = {
    setTimeout: (run, delayMs) => {
      lastId += 1
      timers.set(lastId, { run, delayMs })
      return lastId
    },
    clearTimeout: (id: number) => {
      timers.delete(id)
    },
  }
  const fire = (delayMs: number): void => {
    const due = [...timers].filter(([, timer]) => timer.delayMs === delayMs)
    if (due.length !== 1) throw new Error(`${due.length} timers of ${delayMs} ms, expected one`)
    const [id, { run }] = due[0]!
    timers.delete(id)
    run()
  }
  return {
    clock,
    fire,
    delaysMs: (): readonly number[] => [...timers.values()].map(({ delayMs }) => delayMs),
  }
}
