import type { Log, Receipt } from '../../derive/receipt.ts'
import { toHex } from '../../wire/hex.ts'
import type { L1Block } from './l1-blocks.ts'

/** Blocks and receipts as the JSON-RPC of an L1 client writes them. */

export function blockToJson({ header, transactionHashes }: L1Block): Record<string, unknown> {
  const { ommersHash, beneficiary, ...rest } = header
  const json = {
    ...rest,
    sha3Uncles: ommersHash,
    miner: beneficiary,
    transactions: transactionHashes,
    uncles: [],
  }
  return Object.fromEntries(Object.entries(json).map(([field, value]) => [field, written(value)]))
}

export function receiptsToJson({ header, receipts, transactionHashes }: L1Block): readonly unknown[] {
  let logsBefore = 0
  return receipts.map((receipt, index) => {
    const where = {
      blockHash: header.hash,
      blockNumber: quantity(header.number),
      transactionHash: transactionHashes[index],
      transactionIndex: quantity(index),
    }
    const logs = receipt.logs.map((log, at) => ({
      ...logToJson(log),
      ...where,
      logIndex: quantity(logsBefore + at),
    }))
    logsBefore += logs.length
    return { ...receiptToJson(receipt), ...where, logs }
  })
}

/** Without its logs, which are written with their place in the block. */
function receiptToJson(receipt: Receipt): Record<string, unknown> {
  const { type, succeeded, cumulativeGasUsed, logsBloom } = receipt
  return {
    type: quantity(type),
    status: succeeded ? '0x1' : '0x0',
    cumulativeGasUsed: quantity(cumulativeGasUsed),
    logsBloom,
  }
}

function logToJson({ address, topics, data }: Log) {
  return { address, topics, data: toHex(data), removed: false }
}

function written(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'bigint' ? quantity(value) : value
}

function quantity(value: number | bigint): `0x${string}` {
  return `0x${value.toString(16)}`
}
