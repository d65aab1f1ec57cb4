import type { PayloadAttributes } from '../../ports/execution-client.ts'
import { fromHex, toHex } from '../../wire/hex.ts'
import type { ExecutionPayload, ExecutionPayloadEnvelope, Hex } from '../../wire/payload.ts'

const depositType = 0x7e

/** Such a block is its own reduction. */
export function hasDepositsOnly({ transactions }: ExecutionPayload): boolean {
  return transactions.every(isDeposit)
}

/**
 * What a client is asked to build so that it becomes this block with nothing but its deposits: the
 * replacement of an invalid block (Holocene). Null when its extra data belong to no fork that is known.
 */
export function reductionAttributes({
  payload,
  parentBeaconBlockRoot,
}: ExecutionPayloadEnvelope): PayloadAttributes | null {
  const fees = feeParameters(fromHex(payload.extraData))
  if (fees === null) return null
  return {
    timestamp: quantity(payload.timestamp),
    prevRandao: payload.prevRandao,
    suggestedFeeRecipient: payload.feeRecipient,
    withdrawals: [],
    parentBeaconBlockRoot,
    transactions: payload.transactions.filter(isDeposit).map(toHex),
    noTxPool: true,
    gasLimit: quantity(payload.gasLimit),
    ...fees,
  }
}

interface FeeParameters {
  readonly eip1559Params?: Hex
  /** A JSON number: clients refuse it as hex. */
  readonly minBaseFee?: number
}

/**
 * Of the extra data: none before Holocene, version 0 with 9 bytes from it on, version 1 with 17 from Jovian
 * on. A minimum base fee that a JSON number does not hold exactly would build another block.
 */
function feeParameters(extraData: Uint8Array): FeeParameters | null {
  const [version] = extraData
  const eip1559Params = toHex(extraData.subarray(1, 9))
  if (extraData.length === 0) return {}
  if (extraData.length === 9 && version === 0) return { eip1559Params }
  if (extraData.length !== 17 || version !== 1) return null
  const minBaseFee = Number(toHex(extraData.subarray(9)))
  return Number.isSafeInteger(minBaseFee) ? { eip1559Params, minBaseFee } : null
}

export function isDeposit(transaction: Uint8Array): boolean {
  return transaction[0] === depositType
}

function quantity(value: number | bigint): Hex {
  return `0x${value.toString(16)}`
}
