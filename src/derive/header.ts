import type { Address, Hash } from '../../machines/values.ts'
import type { Hex } from '../wire/payload.ts'

/**
 * A block header of L1 or L2, in the order of its RLP. What a fork has added is absent before it; nothing
 * is absent in front of something that is there.
 */
export interface Header {
  readonly parentHash: Hash
  readonly ommersHash: Hash
  readonly beneficiary: Address
  readonly stateRoot: Hash
  readonly transactionsRoot: Hash
  readonly receiptsRoot: Hash
  readonly logsBloom: Hex
  readonly difficulty: bigint
  readonly number: number
  readonly gasLimit: bigint
  readonly gasUsed: bigint
  /** Unix seconds. */
  readonly timestamp: number
  readonly extraData: Hex
  /** `prevRandao` since the merge. */
  readonly mixHash: Hash
  readonly nonce: Hex
  /** London. */
  readonly baseFeePerGas?: bigint
  /** Shanghai. */
  readonly withdrawalsRoot?: Hash
  /** Cancun. */
  readonly blobGasUsed?: bigint
  readonly excessBlobGas?: bigint
  readonly parentBeaconBlockRoot?: Hash
  /** Prague. */
  readonly requestsHash?: Hash
}

/** A header with its hash, which was computed from it or compared with it. */
export interface SealedHeader extends Header {
  readonly hash: Hash
}
