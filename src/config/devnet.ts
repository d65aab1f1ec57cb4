import type { Values } from './options.ts'
import { type LogConfig, logConfig } from './parts.ts'

/** What `op-follower devnet`, the embedded network, runs with. */
export interface DevnetConfig {
  /** The JSON-RPC server of its follower, so that `status` and `explain` can ask it. */
  readonly rpc: { readonly addr: string; readonly port: number }
  readonly scenario: Values<'devnet'>['scenario']
  readonly json: boolean
  readonly log: LogConfig
}

export function devnetConfig(values: Values<'devnet'>): DevnetConfig {
  return {
    rpc: { addr: values['rpc.addr'], port: values['rpc.port'] },
    scenario: values.scenario,
    json: values.json,
    log: logConfig(values),
  }
}
