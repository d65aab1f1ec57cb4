import type { RollupConfig } from '../config/rollup-config.ts'
import { activatesAt, type ForkName } from '../forks.ts'
import { ecotone } from './ecotone.ts'
import { fjord } from './fjord.ts'
import { isthmus } from './isthmus.ts'
import { jovian } from './jovian.ts'
import { karst } from './karst.ts'
import type { UpgradeCall } from './upgrade-call.ts'

/** What the first block of a fork does to the contracts of L2. */
export interface Upgrade {
  readonly fork: ForkName
  /** Null where what it does is not settled, or not known here. */
  readonly calls: readonly UpgradeCall[] | null
  /** Since Karst the block gets the gas for them on top; before, they had to fit in. */
  readonly addsGas: boolean
}

/** In the order in which they would follow each other in one block. Other forks bring no transactions. */
const upgrades: readonly Upgrade[] = [
  { fork: 'ecotone', calls: ecotone, addsGas: false },
  { fork: 'fjord', calls: fjord, addsGas: false },
  { fork: 'isthmus', calls: isthmus, addsGas: false },
  { fork: 'jovian', calls: jovian, addsGas: false },
  { fork: 'karst', calls: karst, addsGas: true },
  { fork: 'lagoon', calls: null, addsGas: true },
]

/** The upgrades of the block at this time: none nearly always. A fork that is active at genesis brings none. */
export function upgradesAt({ forks }: RollupConfig, parentTime: number, time: number): readonly Upgrade[] {
  return upgrades.filter(({ fork }) => activatesAt(forks, fork, parentTime, time))
}
