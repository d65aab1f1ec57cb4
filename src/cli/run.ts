/** Where a command writes to: results to `out`, everything else to `err`. */
export interface Terminal {
  readonly out: (text: string) => unknown
  readonly err: (text: string) => unknown
}

/** What a command gets besides its configuration. */
export interface Run {
  readonly terminal: Terminal
  readonly version: string
  /** What follows the command and is not a flag. */
  readonly operands: readonly string[]
  /** Remarks about the configuration, to be said once. */
  readonly notes: readonly string[]
}
