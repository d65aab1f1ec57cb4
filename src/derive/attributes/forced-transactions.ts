import { type Decoded, ok } from '../../wire/decoded.ts'
import { l1InfoDeposit } from '../l1-info/l1-info-deposit.ts'
import type { Rules } from '../rules.ts'
import type { SystemConfig } from '../system-config.ts'
import { upgradeTransactions } from '../upgrades/upgrade-transactions.ts'
import { type UserDeposit, userDeposits } from '../user-deposits.ts'
import { type BlockFacts, broughtReceipts } from './block-facts.ts'
import type { ExpectedTransaction } from './expected-transaction.ts'

/** What the block must begin with: the L1 info, the deposits of users, the transactions of a network upgrade. */
export function forcedTransactions(
  rules: Rules,
  facts: BlockFacts,
  config: SystemConfig,
): Decoded<readonly ExpectedTransaction[]> {
  const { rollup } = rules
  const { parent, origin, epoch, time } = facts
  const parentTime = parent.payload.timestamp
  const place = { config, origin: origin.header, sequenceNumber: epoch.sequenceNumber, parentTime, time }
  const info = l1InfoDeposit(rules, place)
  if (info.kind === 'malformed') return info
  const deposits = userDeposits(broughtReceipts(facts), rollup.depositContract, origin.header.hash)
  if (deposits.kind === 'malformed') return deposits
  const upgrade = upgradeTransactions(rollup, parentTime, time)
  if (upgrade.kind === 'malformed') return upgrade
  return ok([{ what: 'L1 info', ...info.value }, ...deposits.value.map(expected), ...upgrade.value])
}

function expected({ logIndex, ...deposit }: UserDeposit): ExpectedTransaction {
  return { what: `deposit of log ${logIndex}`, ...deposit }
}
