import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Life, spawnLogged } from './life.ts'
import { logPath, type Site } from './site.ts'
import { until } from './until.ts'

/** A process of the network that can be killed, and started again with what it has on disk. */
export interface Program {
  readonly name: string
  /** Resolves when it answers. */
  readonly start: () => Promise<void>
  /** The same, without waiting for anything. */
  readonly launch: () => void
  /** `kill -9`; resolves when it is gone. May be called more than once. */
  readonly kill: () => Promise<void>
  readonly isRunning: () => boolean
  /**
   * Whenever it ends by itself from now on it is started again, as by a service manager, and not taken for
   * broken. Told how it has ended.
   */
  readonly keep: (onEnded: (how: string) => void) => void
  /** It keeps its sockets and answers nobody, until it is thawed. */
  readonly freeze: () => void
  readonly thaw: () => void
  /** Everything that it has written over all its lives. */
  readonly log: () => Promise<string>
}

export interface ProgramOptions {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  /** Asked until it is true; the start is over then. */
  readonly isReady: () => Promise<boolean>
}

const readyDeadlineMs = 60_000
const restartAfterMs = 1_000
const quotedLogChars = 2_000

/** Not running yet. It is killed when the site closes, or with us. */
export function createProgram(site: Site, { name, command, args, isReady }: ProgramOptions): Program {
  let running: Life | null = null
  const log = () => readFile(logPath(site, name), 'utf8').catch(() => '')
  const kill = async () => {
    const leaving = running
    running = null
    await leaving?.kill()
  }
  const broke = async (how: string) => {
    running = null
    const words = (await log()).slice(-quotedLogChars)
    site.onBroken(new Error(`${name} ended by itself (${how}); its last words:\n${words}`))
  }
  let onEnded: (how: string) => Promise<void> = broke
  const begin = () => {
    const life = spawnLogged(site, name, command, args)
    running = life
    void life.ended.then((how) => (running === life ? onEnded(how) : undefined))
  }
  const launch = () => {
    site.broken.throwIfAborted()
    if (running !== null) throw new Error(`${name} runs already`)
    begin()
  }
  const start = async () => {
    launch()
    await until(`${name} answers`, isReady, { deadlineMs: readyDeadlineMs, signal: site.broken })
  }
  const keep: Program['keep'] = (tell) => {
    onEnded = async (how) => {
      tell(how)
      const ended = running
      await sleep(restartAfterMs)
      if (running === ended) begin()
    }
  }
  site.cleanup.defer(kill)
  return {
    name,
    start,
    launch,
    kill,
    isRunning: () => running !== null,
    keep,
    freeze: () => running?.signal('SIGSTOP'),
    thaw: () => running?.signal('SIGCONT'),
    log,
  }
}
