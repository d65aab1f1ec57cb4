import type { Answer, Trouble } from '../../ports/trouble.ts'

/** What every in-memory port can be told to do. */
export interface Script {
  /** From now on every call answers this; null answers again. */
  readonly fail: (trouble: Trouble | null) => void
  /** Called with the name of each call before it is answered, so that a test can move the world in between. */
  readonly onCall: (listener: (call: string) => void) => void
}

interface Scripted {
  readonly script: Script
  readonly answer: <T>(call: string, signal: AbortSignal, value: () => T) => Promise<Answer<T>>
}

export function createScript(name: string): Scripted {
  let trouble: Trouble | null = null
  let listener: (call: string) => void = () => {}
  return {
    script: {
      fail: (next) => {
        trouble = next
      },
      onCall: (next) => {
        listener = next
      },
    },
    answer: async (call, signal, value) => {
      listener(call)
      await Promise.resolve()
      if (signal.aborted) return { kind: 'timed-out', detail: `${name} ${call}: given up` }
      return trouble ?? { kind: 'ok', value: value() }
    },
  }
}
