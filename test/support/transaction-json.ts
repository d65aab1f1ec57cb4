import type { Transaction } from '../../src/derive/transaction/transaction.ts'
import { toHex } from '../../src/wire/hex.ts'

/** As op-geth writes a transaction in a block, without the fields that say where it stands. */
export function transactionToJson(transaction: Transaction): Record<string, unknown> {
  if (transaction.type === 0x7e) {
    const { isSystemTransaction, mint, ...deposit } = transaction
    return {
      ...written(deposit),
      ...(mint > 0n && { mint: quantity(mint) }),
      ...(isSystemTransaction && { isSystemTx: true }),
      nonce: '0x0',
      gasPrice: '0x0',
      v: '0x0',
      r: '0x0',
      s: '0x0',
    }
  }
  if (transaction.type === 0x7d) return { type: '0x7d', input: toHex(transaction.data) }
  return { ...written(transaction), ...(transaction.type !== 0 && { yParity: quantity(transaction.v) }) }
}

/** In the names of JSON; what is data is called input. */
function written({ data, ...fields }: { readonly data: Uint8Array }): Record<string, unknown> {
  return { ...(json(fields) as Record<string, unknown>), input: toHex(data) }
}

function json(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'bigint') return quantity(value)
  if (Array.isArray(value)) return value.map(json)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, json(field)]))
}

function quantity(value: number | bigint): `0x${string}` {
  return `0x${value.toString(16)}`
}
