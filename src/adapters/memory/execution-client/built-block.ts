import type { Hash } from '../../../../machines/values.ts'
import type { PayloadAttributes } from '../../../ports/execution-client.ts'
import { fromHex } from '../../../wire/hex.ts'
import type { ExecutionPayload, ExecutionPayloadEnvelope, Hex } from '../../../wire/payload.ts'
import { childBlock } from './blocks.ts'

/** The attributes that show in a block of which nothing is executed. */
interface Attributes {
  readonly timestamp: Hex
  readonly prevRandao: Hash
  readonly suggestedFeeRecipient: Hex
  readonly parentBeaconBlockRoot: Hash
  readonly transactions?: readonly Hex[]
  readonly gasLimit?: Hex
  readonly eip1559Params?: Hex
  readonly minBaseFee?: number
}

/** What the client builds on this parent: the attributes, and nothing by chance. The fork is the parent's. */
export function builtBlock(
  parent: ExecutionPayloadEnvelope,
  given: PayloadAttributes,
): ExecutionPayloadEnvelope {
  const attributes = given as unknown as Attributes
  const { gasLimit, withdrawalsRoot } = parent.payload
  return childBlock(parent, {
    timestamp: Number(attributes.timestamp),
    prevRandao: attributes.prevRandao,
    feeRecipient: attributes.suggestedFeeRecipient,
    parentBeaconBlockRoot: attributes.parentBeaconBlockRoot,
    transactions: (attributes.transactions ?? []).map(fromHex),
    gasLimit: attributes.gasLimit === undefined ? gasLimit : BigInt(attributes.gasLimit),
    extraData: extraDataOf(attributes),
    ...(withdrawalsRoot !== undefined && { withdrawalsRoot }),
  })
}

/**
 * The block with nothing but its deposits, as this client builds it: what a story attests in its
 * place. Nothing that follows from execution carries over.
 */
export function reductionOf(
  parent: ExecutionPayloadEnvelope,
  { parentBeaconBlockRoot, payload }: ExecutionPayloadEnvelope,
): ExecutionPayloadEnvelope {
  const { timestamp, prevRandao, feeRecipient, gasLimit, extraData, withdrawalsRoot } = payload
  return childBlock(parent, {
    timestamp,
    prevRandao,
    feeRecipient,
    gasLimit,
    extraData,
    parentBeaconBlockRoot,
    transactions: payload.transactions.filter(([type]) => type === 0x7e),
    ...(withdrawalsRoot !== undefined && { withdrawalsRoot }),
  })
}

function extraDataOf({ eip1559Params, minBaseFee }: Attributes): ExecutionPayload['extraData'] {
  if (eip1559Params === undefined) return '0x'
  const parameters = eip1559Params.slice(2)
  if (minBaseFee === undefined) return `0x00${parameters}`
  return `0x01${parameters}${minBaseFee.toString(16).padStart(16, '0')}`
}
