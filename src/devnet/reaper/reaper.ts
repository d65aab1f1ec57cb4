import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Cleans up after this process even when it is killed and can do nothing any more. */
export interface Reaper {
  readonly pid: number
  readonly watch: (pid: number) => void
  /** A process that is gone: its number may soon belong to somebody else. */
  readonly forget: (pid: number) => void
  /** Lets it do its work now. May be called more than once. */
  readonly finish: () => Promise<void>
}

/** Starts the helper process; it removes the directory and kills what it watches once we are gone. */
export function startReaper(directory: string): Reaper {
  const child = spawn(process.execPath, [fileURLToPath(new URL('main.mjs', import.meta.url))], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const order = (line: string) => void child.stdin.write(`${line}\n`)
  child.stdin.on('error', () => undefined)
  order(`directory ${directory}`)
  return {
    pid: child.pid!,
    watch: (pid) => order(`watch ${pid}`),
    forget: (pid) => order(`forget ${pid}`),
    finish: async () => {
      child.stdin.end()
      await gone
    },
  }
}
