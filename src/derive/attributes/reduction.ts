import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import type { ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import { decodeDeposit } from '../deposit.ts'
import type { Difference } from '../difference.ts'
import type { Attributes } from './attributes.ts'
import { differences } from './differences.ts'
import type { ExpectedTransaction } from './expected-transaction.ts'
import { isDeposit } from './leading-deposits.ts'

/**
 * Where an attested block is not our block with nothing but its deposits, which is what takes the place
 * of a block that is not cross-safe. Ours is known to be what L1 makes of it: then so is a match.
 * OP specs, Holocene derivation, "Engine queue".
 */
export function reductionDifferences(
  ours: ExecutionPayloadEnvelope,
  attested: ExecutionPayloadEnvelope,
): readonly Difference[] {
  const deposits = depositsOf(ours)
  if (deposits.kind === 'malformed') {
    return [{ field: 'transactions', expected: 'deposits as in our block', seen: deposits.reason }]
  }
  return differences(attributesOf(ours, deposits.value), attested)
}

function depositsOf({ payload }: ExecutionPayloadEnvelope): Decoded<readonly ExpectedTransaction[]> {
  const deposits: ExpectedTransaction[] = []
  for (const [index, bytes] of payload.transactions.filter(isDeposit).entries()) {
    const deposit = decodeDeposit(bytes)
    if (deposit.kind === 'malformed') return malformed(`deposit ${index} of our own: ${deposit.reason}`)
    deposits.push({ what: index === 0 ? 'L1 info' : `deposit ${index}`, ...deposit.value })
  }
  return ok(deposits)
}

function attributesOf(
  { version, parentBeaconBlockRoot, payload }: ExecutionPayloadEnvelope,
  forced: readonly ExpectedTransaction[],
): Attributes {
  return {
    parentHash: payload.parentHash,
    number: payload.blockNumber,
    timestamp: payload.timestamp,
    prevRandao: payload.prevRandao,
    suggestedFeeRecipient: payload.feeRecipient,
    forced,
    mayHaveMore: false,
    gasLimit: payload.gasLimit,
    withdrawals: [],
    parentBeaconBlockRoot,
    extraData: payload.extraData,
    version,
  }
}
