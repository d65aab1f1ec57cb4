import type { Address, Hash } from '../../machines/values.ts'
import type { Hex } from '../wire/payload.ts'

/** A log as a receipt commits to it. Its index in the block is the count of logs before it, in all receipts. */
export interface Log {
  readonly address: Address
  readonly topics: readonly Hash[]
  readonly data: Uint8Array
}

/** A receipt since Byzantium, of any transaction type; what OP adds to that of a deposit follows the logs. */
export interface Receipt {
  readonly type: number
  readonly succeeded: boolean
  readonly cumulativeGasUsed: bigint
  readonly logsBloom: Hex
  readonly logs: readonly Log[]
  /** Deposits (0x7E) since Regolith. */
  readonly depositNonce?: bigint
  /** Deposits (0x7E) since Canyon. */
  readonly depositReceiptVersion?: bigint
}
