import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Acknowledge, News, Orders } from './orders.ts'

/** A process that was brought up to be killed. */
export interface Victim {
  readonly start: (orders: Orders) => void
  readonly say: (word: Acknowledge) => void
  /** All that it has told, oldest first. */
  readonly news: readonly News[]
  /** Resolves when it has killed itself where it was told to; rejects when it ended in another way. */
  readonly died: () => Promise<void>
  readonly isDead: () => boolean
  /** `kill -9`, and waits until the system has cleared it away. */
  readonly kill: () => Promise<void>
}

/** Compiled modules are kept from run to run: loading them is most of a victim's life. */
const compileCache = join(import.meta.dirname, '../../node_modules/.cache/op-follower-kill')

const deathDeadlineMs = 45_000

/** Loads everything at once, and does nothing before it gets its orders. */
export function bringUp(entry: string): Victim {
  const child = fork(new URL(entry), {
    execArgv: [],
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const news: News[] = []
  child.on('message', (message) => news.push(message as News))
  const ended = endOf(child)
  const isDead = () => child.exitCode !== null || child.signalCode !== null
  return {
    start: (orders) => void child.send(orders),
    say: (word) => void child.send(word),
    news,
    isDead,
    died: async () => {
      const end = await Promise.race([ended, sleep(deathDeadlineMs, 'not at all', { ref: false })])
      if (end !== 'SIGKILL') throw new Error(`${entry} was to die by SIGKILL, and ended: ${end}`)
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function endOf(child: ChildProcess): Promise<string> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  return signal ?? `exit code ${code}`
}
