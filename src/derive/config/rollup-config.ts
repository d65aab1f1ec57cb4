import type { Address, BlockRef } from '../../../machines/values.ts'
import type { Hex } from '../../wire/payload.ts'
import type { ForkTimes } from '../forks.ts'
import type { SystemConfig } from '../system-config.ts'

/** What op-node calls its rollup config, as far as derivation without batches needs it. */
export interface RollupConfig {
  readonly l1ChainId: number
  readonly l2ChainId: number
  readonly genesis: {
    readonly l1: BlockRef
    readonly l2: BlockRef
    /** Unix seconds. */
    readonly l2Time: number
    readonly systemConfig: SystemConfig
  }
  readonly blockTimeSeconds: number
  readonly maxSequencerDriftSeconds: number
  readonly forks: ForkTimes
  /** Forks that this version has never heard of, with their times: beyond the first of them it knows no rules. */
  readonly unknownForks: readonly UnknownFork[]
  readonly keepKarstUpgradeGas: boolean
  /** Keeps Cancun's blob fee for L1 origins before it. */
  readonly pectraBlobScheduleTime: number | null
  /** What the execution client takes where the system config's are zero, in the same 8 bytes. */
  readonly canyonEip1559Params: Hex
  readonly depositContract: Address
  readonly l1SystemConfig: Address
}

export interface UnknownFork {
  readonly name: string
  readonly time: number
}
