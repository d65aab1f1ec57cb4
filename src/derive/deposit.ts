import type { Address, Hash } from '../../machines/values.ts'

/** A deposit transaction (0x7E): nobody signed it, L1 or the protocol stands for it. OP specs, "Deposits". */
export interface Deposit {
  readonly sourceHash: Hash
  readonly from: Address
  /** Null where it creates a contract. */
  readonly to: Address | null
  readonly mint: bigint
  readonly value: bigint
  readonly gas: bigint
  readonly isSystemTransaction: boolean
  readonly data: Uint8Array
}
