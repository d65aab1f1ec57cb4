import { join } from 'node:path'
import { type Cleanup, createCleanup } from '../cleanup.ts'
import { type Reaper, startReaper } from '../reaper/reaper.ts'
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
  /** Aborted when one has, or when everything is to end; whoever waits for something then waits no longer. */
  readonly broken: AbortSignal
  /** Ends every program and removes every file. */
  readonly close: () => Promise<void>
}

export type Executables = Site['executables']

/** A site of its own. */
export async function openSite(executables: Executables): Promise<Site> {
  const workspace = await openWorkspace()
  const cleanup = createCleanup()
  cleanup.defer(workspace.remove)
  const reaper = startReaper(workspace.root)
  cleanup.defer(reaper.finish)
  return createSite(executables, { workspace, cleanup, reaper }, new AbortController().signal)
}

export interface Grounds {
  readonly workspace: Workspace
  readonly cleanup: Cleanup
  readonly reaper: Reaper
}

/** A site where somebody sees to the end, which the signal may bring at any time. */
export async function createSite(
  executables: Executables,
  { workspace, cleanup, reaper }: Grounds,
  signal: AbortSignal,
): Promise<Site> {
  const breaking = new AbortController()
  return {
    workspace,
    logDirectory: await workspace.directory('logs'),
    executables,
    cleanup,
    watch: reaper.watch,
    forget: reaper.forget,
    onBroken: (error) => breaking.abort(error),
    broken: AbortSignal.any([signal, breaking.signal]),
    close: cleanup.run,
  }
}

export function logPath({ logDirectory }: Pick<Site, 'logDirectory'>, name: string): string {
  return join(logDirectory, `${name}.log`)
}
