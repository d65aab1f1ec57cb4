export interface EnginePortLimits {
  /** As much as op-geth and reth take: ours must not be the smallest hop. */
  readonly bodyLimitBytes: number
  /** HTTP and WebSocket together. */
  readonly connectionsLimit: number
  /** For a request to arrive whole. */
  readonly requestDeadlineMs: number
  /** From a request's arrival to its answer; above what a rollup node grants its client. */
  readonly callDeadlineMs: number
  /** A Go program keeps idle connections for 90 s, and fails on one that was closed meanwhile. */
  readonly idleDeadlineMs: number
  /** How long a read waits for a client that does not listen: a rollup node that starts would give up. */
  readonly absentClientHoldMs: number
  readonly absentClientRetryMs: number
  /** How long the failure of a label read is kept back: a rollup node that resets asks again at once. */
  readonly failedLabelHoldMs: number
  /** For running calls to end by themselves when the port closes. */
  readonly closeDeadlineMs: number
}

export const defaultEnginePortLimits: EnginePortLimits = {
  bodyLimitBytes: 128 * 1024 * 1024,
  connectionsLimit: 500,
  requestDeadlineMs: 30_000,
  callDeadlineMs: 20_000,
  idleDeadlineMs: 120_000,
  absentClientHoldMs: 8_000,
  absentClientRetryMs: 250,
  failedLabelHoldMs: 1_000,
  closeDeadlineMs: 2_000,
}
