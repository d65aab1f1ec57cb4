/** How `op-follower` ends; scripts and service managers rely on it. */
export const exitCodes = {
  ok: { code: 0, meaning: 'It did what it was asked to; for `explain`, nothing is blocked' },
  failed: { code: 1, meaning: 'It failed: a defect, or the follower it asked did not answer' },
  usage: { code: 2, meaning: 'The command line, the environment or the configuration is wrong' },
  no: { code: 3, meaning: 'A check says no: `explain` is blocked, `evidence verify` finds a flaw' },
  halted: { code: 4, meaning: '`explain` finds the follower halted: an operator must look' },
  dataDir: { code: 5, meaning: 'The data directory cannot be used' },
  forced: { code: 130, meaning: 'It was told to stop a second time, or did not stop in time' },
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]['code']

export const exitCode = Object.fromEntries(
  Object.entries(exitCodes).map(([name, { code }]) => [name, code]),
) as { readonly [N in keyof typeof exitCodes]: (typeof exitCodes)[N]['code'] }
