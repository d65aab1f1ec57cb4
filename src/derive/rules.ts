import type { L1ChainConfig } from './config/l1-chain-config.ts'
import type { RollupConfig } from './config/rollup-config.ts'

/** By which rules a chain is derived. */
export interface Rules {
  readonly rollup: RollupConfig
  readonly l1: L1ChainConfig
  /** An operator said to go on past a fork that this version does not know, by the rules of the last it knows. */
  readonly pastUnknownForks: boolean
}
