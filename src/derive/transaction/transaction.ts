import type { Address, Hash } from '../../../machines/values.ts'
import type { Deposit } from '../deposit.ts'

/** A transaction as a block carries it: signed, or a deposit, or of the protocol. `type` is that of EIP-2718. */
export type Transaction =
  | LegacyTransaction
  | AccessListTransaction
  | FeeMarketTransaction
  | BlobTransaction
  | SetCodeTransaction
  | PostExecTransaction
  | DepositTransaction

/** Its `v` holds the chain id as well, since EIP-155. */
export interface LegacyTransaction extends Call, Signature {
  readonly type: 0
  readonly gasPrice: bigint
}

/** EIP-2930. */
interface AccessListTransaction extends Call, OnChain, Signature {
  readonly type: 1
  readonly gasPrice: bigint
}

/** EIP-1559. */
interface FeeMarketTransaction extends Call, OnChain, Fees, Signature {
  readonly type: 2
}

/** EIP-4844, without the blobs themselves. It cannot create a contract. */
interface BlobTransaction extends Call, OnChain, Fees, Signature {
  readonly type: 3
  readonly to: Address
  readonly maxFeePerBlobGas: bigint
  readonly blobVersionedHashes: readonly Hash[]
}

/** EIP-7702. It cannot create a contract. */
interface SetCodeTransaction extends Call, OnChain, Fees, Signature {
  readonly type: 4
  readonly to: Address
  readonly authorizationList: readonly Authorization[]
}

/** What the protocol adds at the end of a block since Lagoon. Its data is carried and never decoded. */
interface PostExecTransaction {
  readonly type: 0x7d
  readonly data: Uint8Array
}

interface DepositTransaction extends Deposit {
  readonly type: 0x7e
}

/** Leave to run an account's code: EIP-7702. */
export interface Authorization {
  readonly chainId: bigint
  readonly address: Address
  readonly nonce: bigint
  readonly yParity: bigint
  readonly r: bigint
  readonly s: bigint
}

/** An account and the storage of it that a transaction names beforehand: EIP-2930. */
export interface AccessListEntry {
  readonly address: Address
  readonly storageKeys: readonly Hash[]
}

interface Call {
  readonly nonce: bigint
  readonly gas: bigint
  /** Null where it creates a contract. */
  readonly to: Address | null
  readonly value: bigint
  readonly data: Uint8Array
}

interface OnChain {
  readonly chainId: bigint
  readonly accessList: readonly AccessListEntry[]
}

interface Fees {
  readonly maxPriorityFeePerGas: bigint
  readonly maxFeePerGas: bigint
}

/** Carried, and not checked here. Where the type is not 0, `v` is the parity of y. */
interface Signature {
  readonly v: bigint
  readonly r: bigint
  readonly s: bigint
}
