import { join } from 'node:path'
import { type Cleanup, createCleanup } from '../cleanup.ts'
import { startReaper } from '../reaper/reaper.ts'
import { openWorkspace, type Workspace } from '../workspace.ts'
import type { StockProgram } from './programs/packages.ts'

/** Where a network of stock programs lives: its directory, its executables, and who cleans up after it. */
export interface Site {
  readonly workspace: Workspace
  /** One file for each program, `<name>.log`. */
  readonly logDirectory: string
  readonly executables: Readonly<Record<StockProgram, string>>
  readonly cleanup: Cleanup
  readonly watch: (pid: number) => void
  readonly forget: (pid: number) => void
  /** Called when a program ends that nobody has ended. */
  readonly onBroken: (error: Error) => void
  /** Aborted when one has; whoever waits for something then waits no longer. */
  readonly broken: AbortSignal
  /** Ends every program and removes every file. */
  readonly close: () => Promise<void>
}

export async function openSite(executables: Site['executables']): Promise<Site> {
  const workspace = await openWorkspace()
  const cleanup = createCleanup()
  cleanup.defer(workspace.remove)
  const reaper = startReaper(workspace.root)
  cleanup.defer(reaper.finish)
  const breaking = new AbortController()
  return {
    workspace,
    logDirectory: await workspace.directory('logs'),
    executables,
    cleanup,
    watch: reaper.watch,
    forget: reaper.forget,
    onBroken: (error) => breaking.abort(error),
    broken: breaking.signal,
    close: cleanup.run,
  }
}

export function logPath({ logDirectory }: Pick<Site, 'logDirectory'>, name: string): string {
  return join(logDirectory, `${name}.log`)
}
