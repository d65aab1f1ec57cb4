import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { logPath, type Site } from './site.ts'

/** A process from its start to its end. */
export interface Life {
  readonly signal: (signal: NodeJS.Signals) => void
  readonly kill: () => Promise<void>
  /** How it ended, as a person would say it. */
  readonly ended: Promise<string>
}

/** What it writes goes to the end of its log. */
export function spawnLogged(site: Site, name: string, command: string, args: readonly string[]): Life {
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
  return { signal: (signal) => void child.kill(signal), kill, ended }
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
    child.once('error', (error) => resolve(error.message))
  })
}
