import fc from 'fast-check'
import type { Deposit } from '../../../src/derive/deposit.ts'
import type { Header } from '../../../src/derive/header.ts'
import type { Log, Receipt } from '../../../src/derive/receipt.ts'
import { toHex } from '../../../src/wire/hex.ts'

/** Values that a codec of `src/derive` must be able to write and read again. */

const hexOf = (size: number) => fc.uint8Array({ minLength: size, maxLength: size }).map(toHex)
export const anyHash = hexOf(32)
export const anyAddress = hexOf(20)
export const anyBytes = fc.uint8Array({ maxLength: 80 })
export const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
export const uint256 = fc.oneof(uint64, fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }))
const height = fc.nat({ max: Number.MAX_SAFE_INTEGER })

const always = {
  parentHash: anyHash,
  ommersHash: anyHash,
  beneficiary: anyAddress,
  stateRoot: anyHash,
  transactionsRoot: anyHash,
  receiptsRoot: anyHash,
  logsBloom: hexOf(256),
  difficulty: uint256,
  number: height,
  gasLimit: uint64,
  gasUsed: uint64,
  timestamp: height,
  extraData: anyBytes.map(toHex),
  mixHash: anyHash,
  nonce: hexOf(8),
}

const london = { ...always, baseFeePerGas: uint256 }
const shanghai = { ...london, withdrawalsRoot: anyHash }
const cancun = { ...shanghai, blobGasUsed: uint64, excessBlobGas: uint64, parentBeaconBlockRoot: anyHash }
const prague = { ...cancun, requestsHash: anyHash }

/** Of any fork. */
export const anyHeader: fc.Arbitrary<Header> = fc.oneof(
  fc.record(always),
  fc.record(london),
  fc.record(shanghai),
  fc.record(cancun),
  fc.record(prague),
)

const anyLog: fc.Arbitrary<Log> = fc.record({
  address: anyAddress,
  topics: fc.array(anyHash, { maxLength: 4 }),
  data: anyBytes,
})

const receiptOf = (type: fc.Arbitrary<number>) => ({
  type,
  succeeded: fc.boolean(),
  cumulativeGasUsed: uint64,
  logsBloom: hexOf(256),
  logs: fc.array(anyLog, { maxLength: 4 }),
})

const depositReceipt = receiptOf(fc.constant(0x7e))

/** Of any type and of any fork. */
export const anyReceipt: fc.Arbitrary<Receipt> = fc.oneof(
  fc.record(receiptOf(fc.integer({ min: 0, max: 0x7d }))),
  fc.record(depositReceipt),
  fc.record({ ...depositReceipt, depositNonce: uint64 }),
  fc.record({ ...depositReceipt, depositNonce: uint64, depositReceiptVersion: uint64 }),
)

/** What the header commits to whole: not a deposit between Regolith and Canyon. */
export const anyCommittedReceipt = anyReceipt.filter(isCommitted)

export function isCommitted({ depositNonce, depositReceiptVersion }: Receipt): boolean {
  return depositNonce === undefined || depositReceiptVersion !== undefined
}

export const anyDeposit: fc.Arbitrary<Deposit> = fc.record({
  sourceHash: anyHash,
  from: anyAddress,
  to: fc.option(anyAddress),
  mint: uint256,
  value: uint256,
  gas: uint64,
  isSystemTransaction: fc.boolean(),
  data: anyBytes,
})
