import { fixedBytes, fromHex } from '../hex.ts'
import type { EnvelopeVersion, ExecutionPayload, Hex } from '../payload.ts'
import { at, fixedPartBytes } from './payload-fields.ts'
import { transactionsSize, writeTransactions } from './transactions.ts'
import { viewOf, writeSafeUint64, writeUint256 } from './uint.ts'
import { withdrawalsSize, writeWithdrawals } from './withdrawals.ts'

export function payloadSize(payload: ExecutionPayload, version: EnvelopeVersion): number {
  return offsetsOf(payload, version).end
}

/** Into `bytes`, which has exactly the {@link payloadSize}. A field of a wrong size is a defect, and throws. */
export function writePayload(bytes: Uint8Array, payload: ExecutionPayload, version: EnvelopeVersion): void {
  const view = viewOf(bytes)
  writeBytes(bytes, payload)
  writeIntegers(view, payload)
  if (version === 4) bytes.set(withdrawalsRootOf(payload), at.withdrawalsRoot)
  const { extraData, transactions, withdrawals, end } = offsetsOf(payload, version)
  view.setUint32(at.extraDataOffset, extraData, true)
  view.setUint32(at.transactionsOffset, transactions, true)
  view.setUint32(at.withdrawalsOffset, withdrawals, true)
  bytes.set(fromHex(payload.extraData), extraData)
  writeTransactions(bytes.subarray(transactions, withdrawals), payload.transactions)
  writeWithdrawals(bytes.subarray(withdrawals, end), payload.withdrawals)
}

function writeBytes(bytes: Uint8Array, payload: ExecutionPayload): void {
  const write = (hex: Hex, start: number, size: number) => bytes.set(fixedBytes(hex, size), start)
  write(payload.parentHash, at.parentHash, 32)
  write(payload.feeRecipient, at.feeRecipient, 20)
  write(payload.stateRoot, at.stateRoot, 32)
  write(payload.receiptsRoot, at.receiptsRoot, 32)
  write(payload.logsBloom, at.logsBloom, 256)
  write(payload.prevRandao, at.prevRandao, 32)
  write(payload.blockHash, at.blockHash, 32)
}

function writeIntegers(view: DataView, payload: ExecutionPayload): void {
  writeSafeUint64(view, at.blockNumber, payload.blockNumber)
  view.setBigUint64(at.gasLimit, payload.gasLimit, true)
  view.setBigUint64(at.gasUsed, payload.gasUsed, true)
  writeSafeUint64(view, at.timestamp, payload.timestamp)
  writeUint256(view, at.baseFeePerGas, payload.baseFeePerGas)
  view.setBigUint64(at.blobGasUsed, payload.blobGasUsed, true)
  view.setBigUint64(at.excessBlobGas, payload.excessBlobGas, true)
}

function offsetsOf(payload: ExecutionPayload, version: EnvelopeVersion) {
  const extraData = fixedPartBytes[version]
  const transactions = extraData + (payload.extraData.length - 2) / 2
  const withdrawals = transactions + transactionsSize(payload.transactions)
  const end = withdrawals + withdrawalsSize(payload.withdrawals)
  return { extraData, transactions, withdrawals, end }
}

function withdrawalsRootOf({ withdrawalsRoot }: ExecutionPayload): Uint8Array {
  if (withdrawalsRoot === undefined) throw new TypeError('a V4 payload has a withdrawalsRoot')
  return fixedBytes(withdrawalsRoot, 32)
}
