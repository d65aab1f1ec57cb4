import { setTimeout as sleep } from 'node:timers/promises'
import type { Chronicle } from '../chronicle.ts'
import type { Step } from '../events.ts'

/** What a story is played on: it tells what it does, and checks what should be seen. */
export interface Stage {
  readonly say: (text: string) => void
  readonly quote: (lines: readonly string[]) => void
  /** Waits for something to come true, and looks at least once. Throws {@link StoryEnded} when the deadline passes first. */
  readonly expect: (text: string, seen: () => boolean | Promise<boolean>, deadlineMs: number) => Promise<void>
  /** Watches for a while that something never happens. */
  readonly never: (text: string, seen: () => boolean | Promise<boolean>, whileMs: number) => Promise<void>
}

/** What should have been seen was not. */
export class StoryEnded extends Error {
  override readonly name = 'StoryEnded'
}

const lookEveryMs = 50

export function createStage({ announce }: Chronicle, signal: AbortSignal): Stage {
  const tell = (outcome: Step['outcome'], text: string) => announce({ event: 'step', outcome, text })
  const came = async (seen: () => boolean | Promise<boolean>, deadlineMs: number) => {
    const deadline = AbortSignal.timeout(deadlineMs)
    do {
      signal.throwIfAborted()
      if (await seen()) return true
      await sleep(lookEveryMs, undefined, { signal })
    } while (!deadline.aborted)
    return false
  }
  const settle = (held: boolean, text: string) => {
    tell(held ? 'seen' : 'missed', text)
    if (!held) throw new StoryEnded(text)
  }
  return {
    say: (text) => tell('doing', text),
    quote: (lines) => {
      for (const line of lines) tell('quoted', line)
    },
    expect: async (text, seen, deadlineMs) => settle(await came(seen, deadlineMs), text),
    never: async (text, seen, whileMs) => settle(!(await came(seen, whileMs)), text),
  }
}
