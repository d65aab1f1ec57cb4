import type { Values } from './options.ts'

/** What `op-follower devnet`, the embedded network, runs with. */
export interface DevnetConfig {
  readonly scenario: Values<'devnet'>['scenario']
  readonly json: boolean
  /** Null: until it is ended. */
  readonly promotions: number | null
  readonly verbose: boolean
  /** The JSON-RPC server of its follower, so that `status` and `explain` can ask it. */
  readonly rpc: { readonly addr: string; readonly port: number }
}

export function devnetConfig(values: Values<'devnet'>): DevnetConfig {
  return {
    scenario: values.scenario,
    json: values.json,
    promotions: values.promotions,
    verbose: values.verbose,
    rpc: { addr: values['rpc.addr'], port: values['rpc.port'] },
  }
}
