import type { Address, Hash } from '../../machines/values.ts'
import type { Hex } from '../wire/payload.ts'

/** What the chain's SystemConfig contract on L1 says, as derivation carries it from block to block. */
export interface SystemConfig {
  readonly batcher: Address
  /** 32 bytes; zero since Ecotone. */
  readonly overhead: Hash
  /** 32 bytes, version 1 since Ecotone: blob base fee scalar and base fee scalar in the last eight. */
  readonly scalar: Hash
  readonly gasLimit: bigint
  /** 8 bytes: denominator, elasticity. Zero until the first update: the execution client takes Canyon's. */
  readonly eip1559Params: Hex
  /** 32 bytes: scalar u32 and constant u64 at the end. */
  readonly operatorFeeParams: Hash
  readonly minBaseFee: bigint
  readonly daFootprintGasScalar: number
}
