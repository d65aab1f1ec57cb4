import { address, addressOrNull, bytes, type Field, hash, listOf } from '../rlp/field.ts'
import { uint8, uint64, uint256 } from '../rlp/integer.ts'
import { record } from '../rlp/record.ts'
import type { AccessListEntry, Authorization, Transaction } from './transaction.ts'

/** The types that somebody signs. */
export type SignedType = 0 | 1 | 2 | 3 | 4

/** A transaction without its type, which is no item of the list. */
export type Body<Type> = Type extends SignedType
  ? Omit<Extract<Transaction, { readonly type: Type }>, 'type'>
  : never

const signature = { v: uint256, r: uint256, s: uint256 }

const accessList = listOf(record<AccessListEntry>({ address, storageKeys: listOf(hash) }))

const legacy = record<Body<0>>({
  nonce: uint64,
  gasPrice: uint256,
  gas: uint64,
  to: addressOrNull,
  value: uint256,
  data: bytes,
  ...signature,
})

const accessListed = record<Body<1>>({
  chainId: uint256,
  nonce: uint64,
  gasPrice: uint256,
  gas: uint64,
  to: addressOrNull,
  value: uint256,
  data: bytes,
  accessList,
  ...signature,
})

/** How the types of EIP-1559 and after it begin. */
const feeMarketHead = {
  chainId: uint256,
  nonce: uint64,
  maxPriorityFeePerGas: uint256,
  maxFeePerGas: uint256,
  gas: uint64,
}

const feeMarket = record<Body<2>>({
  ...feeMarketHead,
  to: addressOrNull,
  value: uint256,
  data: bytes,
  accessList,
  ...signature,
})

const blob = record<Body<3>>({
  ...feeMarketHead,
  to: address,
  value: uint256,
  data: bytes,
  accessList,
  maxFeePerBlobGas: uint256,
  blobVersionedHashes: listOf(hash),
  ...signature,
})

const authorization = record<Authorization>({
  chainId: uint256,
  address,
  nonce: uint64,
  yParity: uint8,
  r: uint256,
  s: uint256,
})

const setCode = record<Body<4>>({
  ...feeMarketHead,
  to: address,
  value: uint256,
  data: bytes,
  accessList,
  authorizationList: listOf(authorization),
  ...signature,
})

export const signedFields: { readonly [Type in SignedType]: Field<Body<Type>> } = {
  0: legacy,
  1: accessListed,
  2: feeMarket,
  3: blob,
  4: setCode,
}
