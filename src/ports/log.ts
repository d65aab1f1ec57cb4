/** Values of a line; a URL among them loses its credentials before it is written. */
export type LogFields = Readonly<Record<string, unknown>>

/**
 * Lines for operators. The message is a fixed text, what varies stands in the fields; a warning
 * carries the `code` of its blocker, which is the name of its runbook.
 */
export interface LogPort {
  readonly debug: (message: string, fields?: LogFields) => void
  readonly info: (message: string, fields?: LogFields) => void
  readonly warn: (message: string, fields?: LogFields) => void
  readonly error: (message: string, fields?: LogFields) => void
}
