import type { ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import type { Difference } from '../difference.ts'
import type { Attributes } from './attributes.ts'
import { differing } from './differing.ts'
import { extraDataDifferences } from './extra-data-differences.ts'
import { forcedDifferences } from './forced-differences.ts'
import { leadingDeposits } from './leading-deposits.ts'

/**
 * Where a block is not what these attributes make of it: everything that op-node's consolidation
 * compares, which is more than the specs list. Of transactions the forced ones, and whether more may follow.
 */
export function differences(attributes: Attributes, block: ExecutionPayloadEnvelope): readonly Difference[] {
  return [
    ...headerDifferences(attributes, block),
    ...forcedDifferences(attributes.forced, block.payload.transactions),
    ...furtherTransactions(attributes, block),
  ]
}

function headerDifferences(
  attributes: Attributes,
  { version, payload, parentBeaconBlockRoot }: ExecutionPayloadEnvelope,
): readonly Difference[] {
  return [
    ...differing('parentHash', attributes.parentHash, payload.parentHash),
    ...differing('blockNumber', attributes.number, payload.blockNumber),
    ...differing('timestamp', attributes.timestamp, payload.timestamp),
    ...differing('prevRandao', attributes.prevRandao, payload.prevRandao),
    ...differing('feeRecipient', attributes.suggestedFeeRecipient, payload.feeRecipient),
    ...differing('gasLimit', attributes.gasLimit, payload.gasLimit),
    ...differing('withdrawals', attributes.withdrawals?.length ?? null, payload.withdrawals.length),
    ...differing('withdrawalsRoot', rootText(attributes.version), rootText(version)),
    ...differing('parentBeaconBlockRoot', attributes.parentBeaconBlockRoot, parentBeaconBlockRoot),
    ...extraDataDifferences(attributes.extraData, payload.extraData),
  ]
}

function rootText(version: Attributes['version']): string {
  return version === 4 ? 'of the message passer, as since Isthmus' : 'of no withdrawals, as before Isthmus'
}

function furtherTransactions(
  { mayHaveMore }: Attributes,
  { payload: { transactions } }: ExecutionPayloadEnvelope,
): readonly Difference[] {
  const further = transactions.length - leadingDeposits(transactions)
  if (mayHaveMore || further === 0) return []
  return [{ field: 'transactions', expected: 'none but deposits', seen: `${further} behind the deposits` }]
}
