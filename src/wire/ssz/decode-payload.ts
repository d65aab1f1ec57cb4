import { toHex } from '../hex.ts'
import type { ExecutionPayload, Hex } from '../payload.ts'
import { at } from './payload-fields.ts'
import type { PayloadLayout, PayloadParts } from './payload-layout.ts'
import { decodeTransactions } from './transactions.ts'
import { readUint256 } from './uint.ts'
import { decodeWithdrawals } from './withdrawals.ts'

/** Reads what {@link PayloadLayout} has located; transactions stay views of the message. */
export function decodePayload({ parts, blockNumber, timestamp }: PayloadLayout): ExecutionPayload {
  const { version, bytes, view } = parts
  return {
    parentHash: readHex(bytes, at.parentHash, 32),
    feeRecipient: readHex(bytes, at.feeRecipient, 20),
    stateRoot: readHex(bytes, at.stateRoot, 32),
    receiptsRoot: readHex(bytes, at.receiptsRoot, 32),
    logsBloom: readHex(bytes, at.logsBloom, 256),
    prevRandao: readHex(bytes, at.prevRandao, 32),
    blockNumber,
    gasLimit: view.getBigUint64(at.gasLimit, true),
    gasUsed: view.getBigUint64(at.gasUsed, true),
    timestamp,
    extraData: toHex(parts.extraData),
    baseFeePerGas: readUint256(view, at.baseFeePerGas),
    blockHash: blockHashIn(parts),
    transactions: decodeTransactions(parts.transactions),
    withdrawals: decodeWithdrawals(parts.withdrawals),
    blobGasUsed: view.getBigUint64(at.blobGasUsed, true),
    excessBlobGas: view.getBigUint64(at.excessBlobGas, true),
    ...(version === 4 && { withdrawalsRoot: readHex(bytes, at.withdrawalsRoot, 32) }),
  }
}

export function blockHashIn({ bytes }: PayloadParts): Hex {
  return readHex(bytes, at.blockHash, 32)
}

function readHex(bytes: Uint8Array, start: number, size: number): Hex {
  return toHex(bytes.subarray(start, start + size))
}
