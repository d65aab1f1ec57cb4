import type { Address, Hash } from '../../machines/values.ts'

export type Hex = `0x${string}`

/** A withdrawal of the payload; OP blocks carry none, L1-style blocks may. */
export interface Withdrawal {
  readonly index: bigint
  readonly validatorIndex: bigint
  readonly address: Address
  readonly amount: bigint
}

/**
 * ExecutionPayload of Ecotone (V3) and Isthmus (V4). Quantities that may pass 2^53 are bigint;
 * heights and timestamps are numbers and refused beyond 2^53.
 */
export interface ExecutionPayload {
  readonly parentHash: Hash
  readonly feeRecipient: Address
  readonly stateRoot: Hash
  readonly receiptsRoot: Hash
  readonly logsBloom: Hex
  readonly prevRandao: Hash
  readonly blockNumber: number
  readonly gasLimit: bigint
  readonly gasUsed: bigint
  readonly timestamp: number
  readonly extraData: Hex
  readonly baseFeePerGas: bigint
  readonly blockHash: Hash
  /** Opaque: deposits (0x7E) and post-exec transactions (0x7D) are carried, never decoded. */
  readonly transactions: readonly Uint8Array[]
  readonly withdrawals: readonly Withdrawal[]
  readonly blobGasUsed: bigint
  readonly excessBlobGas: bigint
  /** V4 only: storage root of the L2ToL1MessagePasser. */
  readonly withdrawalsRoot?: Hash
}

export type EnvelopeVersion = 3 | 4

export interface ExecutionPayloadEnvelope {
  readonly version: EnvelopeVersion
  readonly parentBeaconBlockRoot: Hash
  readonly payload: ExecutionPayload
}
