import type { RollupConfig } from '../config/rollup-config.ts'
import { upgradesAt } from './upgrades-at.ts'

/** What the block at this time has above the gas limit of the system config, for the upgrade it carries. */
export function upgradeGas(rollup: RollupConfig, parentTime: number, time: number): bigint {
  return upgradesAt(rollup, parentTime, time)
    .filter(({ addsGas }) => addsGas)
    .flatMap(({ calls }) => calls ?? [])
    .reduce((sum, { gas }) => sum + gas, 0n)
}
