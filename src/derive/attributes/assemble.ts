import { type Decoded, ok } from '../../wire/decoded.ts'
import { activatesAt, type ForkName, isActive } from '../forks.ts'
import { predeploys } from '../predeploys.ts'
import type { Rules } from '../rules.ts'
import { applyConfigUpdates } from '../system-config/apply-config-updates.ts'
import { systemConfigOf } from '../system-config/system-config-of.ts'
import type { SystemConfig } from '../system-config.ts'
import { upgradeGas } from '../upgrades/upgrade-gas.ts'
import type { Attributes } from './attributes.ts'
import { type BlockFacts, broughtReceipts } from './block-facts.ts'
import type { ExpectedTransaction } from './expected-transaction.ts'
import { extraDataAt } from './extra-data.ts'
import { forcedTransactions } from './forced-transactions.ts'

/** Attributes out of the parent, the system config and the origin. Malformed is what no block can be derived from. */
export function assemble(rules: Rules, facts: BlockFacts): Decoded<Attributes> {
  const config = configOf(rules, facts)
  if (config.kind === 'malformed') return config
  const forced = forcedTransactions(rules, facts, config.value)
  if (forced.kind === 'malformed') return forced
  return ok(attributes(rules, facts, config.value, forced.value))
}

/** The parent's, and in the first block of an epoch what L1 has changed of it. */
function configOf({ rollup }: Rules, facts: BlockFacts): Decoded<SystemConfig> {
  const before = systemConfigOf(rollup, facts.parent)
  if (before.kind === 'malformed') return before
  return ok(applyConfigUpdates(before.value, broughtReceipts(facts), rollup, facts.origin.header.timestamp))
}

function attributes(
  { rollup }: Rules,
  { parent, origin, epoch, time }: BlockFacts,
  config: SystemConfig,
  forced: readonly ExpectedTransaction[],
): Attributes {
  const { blockHash, blockNumber, timestamp: parentTime } = parent.payload
  const has = (fork: ForkName) => isActive(rollup.forks, fork, time)
  const isFirstOf = (fork: ForkName) => activatesAt(rollup.forks, fork, parentTime, time)
  return {
    parentHash: blockHash,
    number: blockNumber + 1,
    timestamp: time,
    prevRandao: origin.header.mixHash,
    suggestedFeeRecipient: predeploys.sequencerFeeVault,
    forced,
    mayHaveMore: !epoch.isPastDrift && !upgradesAlone.some(isFirstOf),
    gasLimit: config.gasLimit + upgradeGas(rollup, parentTime, time),
    withdrawals: has('canyon') ? [] : null,
    parentBeaconBlockRoot: has('ecotone') ? (origin.header.parentBeaconBlockRoot ?? zeroHash) : null,
    extraData: extraDataAt(rollup, config, time),
    version: has('isthmus') ? 4 : 3,
  }
}

/** Forks whose first block has nothing of the sequencer; those before them let it in. */
const upgradesAlone = ['jovian', 'karst', 'lagoon'] as const

/** Where L1 had no beacon chain, or not yet in its headers. */
const zeroHash = `0x${'00'.repeat(32)}` as const
