import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { logPath, type Site } from './site.ts'
import { until } from './until.ts'

/** A process of the network that can be killed, and started again with what it has on disk. */
export interface Program {
  readonly name: string
  /** Resolves when it answers. */
  readonly start: () => Promise<void>
  /** `kill -9`; resolves when it is gone. May be called more than once. */
  readonly kill: () => Promise<void>
  readonly isRunning: () => boolean
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
const quotedLogChars = 2_000

/** Not running yet. It is killed when the site closes, or with us. */
export function createProgram(site: Site, { name, command, args, isReady }: ProgramOptions): Program {
  let running: Running | null = null
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
  const start = async () => {
    site.broken.throwIfAborted()
    if (running !== null) throw new Error(`${name} runs already`)
    const life = spawnLogged(site, name, command, args)
    running = life
    void life.ended.then((how) => (running === life ? broke(how) : undefined))
    await until(`${name} answers`, isReady, { deadlineMs: readyDeadlineMs, signal: site.broken })
  }
  site.cleanup.defer(kill)
  return { name, start, kill, isRunning: () => running !== null, log }
}

interface Running {
  readonly kill: () => Promise<void>
  /** How it ended, as a person would say it. */
  readonly ended: Promise<string>
}

function spawnLogged(site: Site, name: string, command: string, args: readonly string[]): Running {
  const output = openSync(logPath(site, name), 'a')
  const child = spawn(command, args, { cwd: site.workspace.root, stdio: ['ignore', output, output] })
  closeSync(output)
  const { pid } = child
  if (pid !== undefined) site.watch(pid)
  const ended = endOf(child).then((how) => {
    if (pid !== undefined) site.forget(pid)
    return how
  })
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  return { kill, ended }
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
    child.once('error', (error) => resolve(error.message))
  })
}
