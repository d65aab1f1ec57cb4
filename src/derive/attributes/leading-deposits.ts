import { depositType } from '../deposit.ts'

export function isDeposit(transaction: Uint8Array): boolean {
  return transaction[0] === depositType
}

/** How many deposits a block begins with: nobody but L1 and the protocol has a word on these. */
export function leadingDeposits(transactions: readonly Uint8Array[]): number {
  const end = transactions.findIndex((transaction) => !isDeposit(transaction))
  return end < 0 ? transactions.length : end
}
