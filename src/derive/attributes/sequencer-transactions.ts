import type { Difference } from '../difference.ts'
import { type ForkName, type ForkTimes, isActive } from '../forks.ts'
import { isDeposit, leadingDeposits } from './leading-deposits.ts'

/**
 * What no batch may put behind the deposits of a block of this time. The transactions themselves are
 * the sequencer's; a type that nobody knows is refused by execution and not here. OP specs, batch queue.
 */
export function sequencerDifferences(
  forks: ForkTimes,
  time: number,
  transactions: readonly Uint8Array[],
): readonly Difference[] {
  const start = leadingDeposits(transactions)
  return transactions.slice(start).flatMap((transaction, i) => {
    const seen = flawOf(forks, time, transaction)
    return seen === null
      ? []
      : [{ field: `transactions[${start + i}]`, expected: 'a transaction of the sequencer', seen }]
  })
}

function flawOf(forks: ForkTimes, time: number, transaction: Uint8Array): string | null {
  if (transaction.length === 0) return 'no bytes'
  if (isDeposit(transaction)) return 'a deposit behind the transactions of the sequencer'
  const gate = gates.find(({ type, fork }) => transaction[0] === type && !isActive(forks, fork, time))
  return gate === undefined ? null : `type 0x${gate.type.toString(16).padStart(2, '0')} before ${gate.fork}`
}

/** Types that came with a fork: EIP-7702's, and what tells of a block's execution. */
const gates: readonly { readonly type: number; readonly fork: ForkName }[] = [
  { type: 0x04, fork: 'isthmus' },
  { type: 0x7d, fork: 'lagoon' },
]
