import fc from 'fast-check'
import type { Transaction } from '../../../src/derive/transaction/transaction.ts'
import { anyAddress, anyBytes, anyDeposit, anyHash, uint64, uint256 } from './arbitraries.ts'

const call = { nonce: uint64, gas: uint64, value: uint256, data: anyBytes }
const signature = { v: uint256, r: uint256, s: uint256 }
const createsOrCalls = { to: fc.option(anyAddress) }
const calls = { to: anyAddress }

const accessListEntry = fc.record({
  address: anyAddress,
  storageKeys: fc.array(anyHash, { maxLength: 3 }),
})

const onChain = { chainId: uint256, accessList: fc.array(accessListEntry, { maxLength: 3 }) }
const fees = { maxPriorityFeePerGas: uint256, maxFeePerGas: uint256 }

const authorization = fc.record({
  chainId: uint256,
  address: anyAddress,
  nonce: uint64,
  yParity: fc.bigInt({ min: 0n, max: 255n }),
  r: uint256,
  s: uint256,
})

/** Of every type, in bounds, and otherwise without sense: a codec does not judge. */
export const anyTransaction: fc.Arbitrary<Transaction> = fc.oneof(
  fc.record({ type: fc.constant(0), ...call, ...createsOrCalls, ...signature, gasPrice: uint256 }),
  fc.record({
    type: fc.constant(1),
    ...call,
    ...createsOrCalls,
    ...onChain,
    ...signature,
    gasPrice: uint256,
  }),
  fc.record({ type: fc.constant(2), ...call, ...createsOrCalls, ...onChain, ...fees, ...signature }),
  fc.record({
    type: fc.constant(3),
    ...call,
    ...calls,
    ...onChain,
    ...fees,
    ...signature,
    maxFeePerBlobGas: uint256,
    blobVersionedHashes: fc.array(anyHash, { maxLength: 3 }),
  }),
  fc.record({
    type: fc.constant(4),
    ...call,
    ...calls,
    ...onChain,
    ...fees,
    ...signature,
    authorizationList: fc.array(authorization, { maxLength: 3 }),
  }),
  fc.record({ type: fc.constant(0x7d), data: fc.uint8Array({ minLength: 1, maxLength: 80 }) }),
  anyDeposit.map((deposit) => ({ type: 0x7e as const, ...deposit })),
)
