import type { Address, Hash } from '../../machines/values.ts'
import { type Decoded, malformed, ok } from '../wire/decoded.ts'
import type { Deposit } from './deposit.ts'
import { decodeDepositLog, depositTopic } from './deposit-log.ts'
import type { Log, Receipt } from './receipt.ts'

/** A deposit that somebody made on L1, with the place of its log among all logs of the L1 block. */
export interface UserDeposit extends Deposit {
  readonly logIndex: number
}

/**
 * What the first block of an epoch must deposit for users, in the order of the logs. One malformed log
 * makes the block underivable: a deposit must never be passed over.
 */
export function userDeposits(
  receipts: readonly Receipt[],
  depositContract: Address,
  l1Hash: Hash,
): Decoded<readonly UserDeposit[]> {
  const deposits: UserDeposit[] = []
  for (const { log, logIndex } of indexedLogs(receipts)) {
    if (log.address !== depositContract || log.topics[0] !== depositTopic) continue
    const deposit = decodeDepositLog(log, l1Hash, logIndex)
    if (deposit.kind === 'malformed') return malformed(`the deposit of log ${logIndex}: ${deposit.reason}`)
    deposits.push({ ...deposit.value, logIndex })
  }
  return ok(deposits)
}

/** The logs of what succeeded; those of a failed transaction, should it have any, still count as places. */
function indexedLogs(
  receipts: readonly Receipt[],
): readonly { readonly log: Log; readonly logIndex: number }[] {
  return receipts
    .flatMap(({ logs, succeeded }) => logs.map((log) => ({ log, succeeded })))
    .map((entry, logIndex) => ({ ...entry, logIndex }))
    .filter(({ succeeded }) => succeeded)
}
