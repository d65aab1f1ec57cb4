import type { Address, Hash } from '../../machines/values.ts'
import type { Decoded } from '../wire/decoded.ts'
import { address, addressOrNull, boolean, bytes, hash } from './rlp/field.ts'
import { uint64, uint256 } from './rlp/integer.ts'
import { record } from './rlp/record.ts'
import { decodeTyped, encodeTyped } from './rlp/typed.ts'

/** The type byte of a deposit transaction, and of its receipt. */
export const depositType = 0x7e

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

/** As a block carries it. No mint and a mint of zero are the same. */
export function encodeDeposit(deposit: Deposit): Uint8Array {
  return encodeTyped(depositType, fields.encode(deposit))
}

/** Strict: what it accepts, {@link encodeDeposit} gives back byte by byte. */
export function decodeDeposit(bytes: Uint8Array): Decoded<Deposit> {
  return decodeTyped(bytes, depositType, fields.decode)
}

const fields = record<Deposit>({
  sourceHash: hash,
  from: address,
  to: addressOrNull,
  mint: uint256,
  value: uint256,
  gas: uint64,
  isSystemTransaction: boolean,
  data: bytes,
})
