import pino from 'pino'
import type { ClockPort } from '../../ports/clock.ts'
import type { LogFields, LogPort } from '../../ports/log.ts'
import { logfmt } from './logfmt.ts'
import { printableFields } from './printable-fields.ts'
import { createRepeatLimit } from './repeat-limit.ts'

export interface LogOptions {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'crit'
  readonly format: 'logfmt' | 'json'
  /** Null: as the output is a terminal or not. */
  readonly color: boolean | null
  readonly output: LogOutput
  readonly clock: ClockPort
}

/** Where lines go; a stream such as `process.stdout`. */
interface LogOutput {
  readonly write: (line: string) => unknown
  readonly isTTY?: boolean
}

export interface Log extends LogPort {
  /** Writes the counts of repeats that were held back. */
  readonly close: () => void
}

/** Lines with op-node's keys: `t`, `lvl`, `msg`, then the fields. */
export function createLog(options: LogOptions): Log {
  const logger = createLogger(options)
  const write = (level: Level, message: string, fields: LogFields) => logger[level](fields, message)
  const repeats = createRepeatLimit({ clock: options.clock, write })
  return {
    debug: (message, fields = {}) => write('debug', message, fields),
    info: (message, fields = {}) => write('info', message, fields),
    warn: (message, fields = {}) => repeats.write('warn', message, fields),
    error: (message, fields = {}) => repeats.write('error', message, fields),
    close: repeats.flush,
  }
}

type Level = 'debug' | 'info' | 'warn' | 'error'

function createLogger({ level, format, color, output, clock }: LogOptions): pino.Logger {
  const settings = {
    level: level === 'crit' ? 'fatal' : level,
    base: null,
    timestamp: () => `,"t":"${new Date(clock.nowMs()).toISOString()}"`,
    formatters: { level: (label: string) => ({ lvl: label }), log: printableFields },
  }
  if (format === 'json') return pino(settings, output)
  const colored = color ?? output.isTTY ?? false
  return pino(settings, { write: (line) => output.write(logfmt(line, colored)) })
}
