export type ScenarioName = 'outage' | 'mismatch' | 'restart' | 'engine-down' | 'replacement' | 'l1-reorg'

export interface DevnetOptions {
  /** A story to play; without one the network runs until it is ended. */
  readonly scenario: ScenarioName | null
  /** Runs stock OP programs instead of those that we wrote for the purpose. */
  readonly stock: boolean
  /** One event a line instead of a view for people. */
  readonly json: boolean
  /** Ends the network after so many promotions. */
  readonly promotions: number | null
  /** Writes the log of follower and attester to stderr. */
  readonly verbose: boolean
  /** Where the follower answers `status` and `explain`; port 0 takes any. */
  readonly rpc: { readonly addr: string; readonly port: number }
}
