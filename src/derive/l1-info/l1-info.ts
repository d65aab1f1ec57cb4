import type { Address, Hash } from '../../../machines/values.ts'

/** How the call is laid out, by the fork that brought the layout. Later forks keep Jovian's. */
export type L1InfoLayout = 'bedrock' | 'ecotone' | 'isthmus' | 'jovian'

/**
 * What the first transaction of a block tells L2 of its L1 origin and of the system config. Fields are
 * there where their layout has them. OP specs, "L1 attributes deposited transaction calldata".
 */
export interface L1Info {
  readonly layout: L1InfoLayout
  readonly number: number
  /** Unix seconds. */
  readonly time: number
  readonly baseFee: bigint
  readonly blockHash: Hash
  /** How many blocks of the same origin are before this one. */
  readonly sequenceNumber: number
  readonly batcher: Address
  /** Bedrock only, as the next. */
  readonly overhead?: Hash
  readonly scalar?: Hash
  /** Since Ecotone, as the next two. */
  readonly blobBaseFee?: bigint
  readonly baseFeeScalar?: number
  readonly blobBaseFeeScalar?: number
  /** Since Isthmus, as the next. */
  readonly operatorFeeScalar?: number
  readonly operatorFeeConstant?: bigint
  /** Since Jovian. */
  readonly daFootprintGasScalar?: number
}
