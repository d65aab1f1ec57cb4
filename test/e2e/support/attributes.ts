import { toHex } from '../../../src/wire/hex.ts'
import type { Block } from './l2.ts'

/** What a rollup node asks its engine to build; a type, so that it passes for any JSON object. */
export type Attributes = {
  readonly timestamp: string
  readonly prevRandao: string
  readonly suggestedFeeRecipient: string
  readonly withdrawals: readonly []
  readonly parentBeaconBlockRoot: string
  readonly transactions: readonly `0x${string}`[]
  readonly noTxPool: true
  readonly gasLimit: string
  readonly eip1559Params: string
}

/** Of this very block, as derivation finds them on L1. */
export function attributesOf({ payload, parentBeaconBlockRoot }: Block): Attributes {
  return {
    timestamp: quantity(payload.timestamp),
    prevRandao: payload.prevRandao,
    suggestedFeeRecipient: payload.feeRecipient,
    withdrawals: [],
    parentBeaconBlockRoot,
    transactions: payload.transactions.map((transaction) => toHex(transaction)),
    noTxPool: true,
    gasLimit: quantity(payload.gasLimit),
    eip1559Params: `0x${payload.extraData.slice('0x00'.length, '0x00'.length + 16)}`,
  }
}

export function depositsOf(attributes: Attributes): Attributes {
  const transactions = attributes.transactions.filter((transaction) => transaction.startsWith('0x7e'))
  return { ...attributes, transactions }
}

function quantity(value: number | bigint): string {
  return `0x${value.toString(16)}`
}
