import type { Hash } from '../../machines/values.ts'
import { toHex } from '../wire/hex.ts'
import { orderedTrieRoot } from '../wire/ordered-trie-root.ts'
import { encodeReceipt, type Receipt } from './receipt.ts'

/** What a header must say of these receipts. */
export function receiptsRoot(receipts: readonly Receipt[]): Hash {
  return toHex(orderedTrieRoot(receipts.map((receipt) => encodeReceipt(committed(receipt)))))
}

/** What a header must say of these transactions, each as it stands in the block. */
export function transactionsRoot(transactions: readonly Uint8Array[]): Hash {
  return toHex(orderedTrieRoot(transactions))
}

/** Between Regolith and Canyon a client stored the nonce of a deposit, but the header did not commit to it. */
function committed(receipt: Receipt): Receipt {
  if (receipt.depositNonce === undefined || receipt.depositReceiptVersion !== undefined) return receipt
  const { depositNonce: _, ...rest } = receipt
  return rest
}
