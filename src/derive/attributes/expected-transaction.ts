import type { Hash } from '../../../machines/values.ts'
import type { Deposit } from '../deposit.ts'

/**
 * A deposit that a block must carry. Of the contracts that an upgrade brings only the hash of the code is
 * known here, which is enough to tell it.
 */
export interface ExpectedTransaction extends Omit<Deposit, 'data'> {
  /** For people: `L1 info`, `deposit of log 3`, `upgrade Isthmus: L1 Block Deployment`. */
  readonly what: string
  readonly data: Uint8Array | { readonly keccak256: Hash }
}
