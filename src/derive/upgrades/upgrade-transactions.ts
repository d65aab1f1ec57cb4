import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import type { ExpectedTransaction } from '../attributes/expected-transaction.ts'
import type { RollupConfig } from '../config/rollup-config.ts'
import { upgradeSource } from '../source-hash.ts'
import type { UpgradeCall } from './upgrade-call.ts'
import { upgradesAt } from './upgrades-at.ts'

/** The deposits of the network upgrade in the block at this time, of which there are none in most blocks. */
export function upgradeTransactions(
  rollup: RollupConfig,
  parentTime: number,
  time: number,
): Decoded<readonly ExpectedTransaction[]> {
  const upgrades = upgradesAt(rollup, parentTime, time)
  const unknown = upgrades.find(({ calls }) => calls === null)
  if (unknown !== undefined) {
    return malformed(`the upgrade transactions of ${unknown.fork} are not known to this version`)
  }
  return ok(upgrades.flatMap(({ calls }) => calls ?? []).map(expected))
}

function expected({ intent, ...call }: UpgradeCall): ExpectedTransaction {
  const what = `upgrade ${intent}`
  return { ...call, what, sourceHash: upgradeSource(intent), mint: 0n, value: 0n, isSystemTransaction: false }
}
