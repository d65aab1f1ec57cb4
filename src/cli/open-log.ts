import { createLog, type Log } from '../adapters/log/create-log.ts'
import type { LogConfig } from '../config/parts.ts'
import { systemClock } from '../ports/clock.ts'
import type { Run } from './run.ts'

/** The log of a process that stays, on standard output, with what is to be said about its configuration. */
export function openLog(config: LogConfig, { notes }: Run): Log {
  const log = createLog({ ...config, output: process.stdout, clock: systemClock })
  for (const note of notes) log.warn('configuration', { note })
  return log
}
