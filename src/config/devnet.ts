import type { Values } from './options.ts'

/** What `op-follower devnet`, the embedded network, runs with. */
export interface DevnetConfig {
  readonly scenario: Values<'devnet'>['scenario']
  readonly stock: boolean
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
    stock: values.stock,
    json: values.json,
    promotions: values.promotions,
    verbose: values.verbose,
    rpc: { addr: values['rpc.addr'], port: values['rpc.port'] },
  }
}

/** The other stories break what we wrote for them, and only that. */
const storiesOnStock: readonly Values<'devnet'>['scenario'][] = ['replacement', 'l1-reorg']

export function judgeDevnet({ scenario, stock }: Values<'devnet'>): readonly string[] {
  if (!stock || scenario === null || storiesOnStock.includes(scenario)) return []
  return [`--scenario ${scenario} is not played with --stock; ${storiesOnStock.join(' and ')} are`]
}
