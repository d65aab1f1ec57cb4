import { maxTransactionsPerPayload } from '../limits.ts'
import { viewOf } from './uint.ts'

/**
 * A list of opaque byte strings: a table of u32 offsets, counted from its own start, then the bytes.
 * The first offset is the table's size, so it also says how many transactions there are.
 */
const offsetBytes = 4

/** What is wrong with an encoded list, or null. Reads the table and nothing else. */
export function transactionsFlaw(list: Uint8Array): string | null {
  if (list.length === 0) return null
  if (list.length < offsetBytes) return 'the transaction list is cut off'
  const view = viewOf(list)
  const tableBytes = view.getUint32(0, true)
  if (tableBytes === 0 || tableBytes % offsetBytes !== 0 || tableBytes > list.length) {
    return `the first transaction cannot start at ${tableBytes}`
  }
  const count = tableBytes / offsetBytes
  if (count > maxTransactionsPerPayload) return `more than ${maxTransactionsPerPayload} transactions`
  return tableFlaw(view, count)
}

/** Of a list without a flaw. Views into it, not copies. */
export function decodeTransactions(list: Uint8Array): readonly Uint8Array[] {
  if (list.length === 0) return []
  const view = viewOf(list)
  const count = view.getUint32(0, true) / offsetBytes
  const views: Uint8Array[] = []
  for (let i = 0; i < count; i++) views.push(list.subarray(startOf(view, i), endOf(view, i, count)))
  return views
}

export function transactionsSize(transactions: readonly Uint8Array[]): number {
  return transactions.reduce((size, transaction) => size + offsetBytes + transaction.length, 0)
}

/** Into `list`, which has exactly the {@link transactionsSize}. */
export function writeTransactions(list: Uint8Array, transactions: readonly Uint8Array[]): void {
  const view = viewOf(list)
  let start = transactions.length * offsetBytes
  for (const [i, transaction] of transactions.entries()) {
    view.setUint32(i * offsetBytes, start, true)
    list.set(transaction, start)
    start += transaction.length
  }
}

/** An empty transaction is no transaction, so each must start before the next one does. */
function tableFlaw(view: DataView, count: number): string | null {
  for (let i = 0; i < count; i++) {
    if (startOf(view, i) >= endOf(view, i, count)) return `transaction ${i} is empty or out of bounds`
  }
  return null
}

function startOf(view: DataView, i: number): number {
  return view.getUint32(i * offsetBytes, true)
}

function endOf(view: DataView, i: number, count: number): number {
  return i + 1 < count ? startOf(view, i + 1) : view.byteLength
}
