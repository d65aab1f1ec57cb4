import { fixedBytes, toHex } from '../hex.ts'
import { maxWithdrawalsPerPayload } from '../limits.ts'
import type { Withdrawal } from '../payload.ts'
import { viewOf } from './uint.ts'

const withdrawalBytes = 44

/** Where each field of a withdrawal starts. */
export const withdrawalAt = { index: 0, validatorIndex: 8, address: 16, amount: 36 } as const

/** What is wrong with an encoded list, or null. */
export function withdrawalsFlaw(list: Uint8Array): string | null {
  if (list.length % withdrawalBytes !== 0) return `a withdrawal has ${withdrawalBytes} bytes`
  if (list.length / withdrawalBytes > maxWithdrawalsPerPayload) {
    return `more than ${maxWithdrawalsPerPayload} withdrawals`
  }
  return null
}

/** Of a list without a flaw. */
export function decodeWithdrawals(list: Uint8Array): readonly Withdrawal[] {
  return withdrawalsIn(list).map((withdrawal) => {
    const view = viewOf(withdrawal)
    return {
      index: view.getBigUint64(withdrawalAt.index, true),
      validatorIndex: view.getBigUint64(withdrawalAt.validatorIndex, true),
      address: toHex(withdrawal.subarray(withdrawalAt.address, withdrawalAt.amount)),
      amount: view.getBigUint64(withdrawalAt.amount, true),
    }
  })
}

/** The same as they stand in the list. */
export function withdrawalsIn(list: Uint8Array): readonly Uint8Array[] {
  const count = list.length / withdrawalBytes
  return Array.from({ length: count }, (_, i) =>
    list.subarray(i * withdrawalBytes, (i + 1) * withdrawalBytes),
  )
}

export function withdrawalsSize(withdrawals: readonly Withdrawal[]): number {
  return withdrawals.length * withdrawalBytes
}

/** Into `list`, which has exactly the {@link withdrawalsSize}. */
export function writeWithdrawals(list: Uint8Array, withdrawals: readonly Withdrawal[]): void {
  const view = viewOf(list)
  for (const [i, withdrawal] of withdrawals.entries()) {
    const start = i * withdrawalBytes
    view.setBigUint64(start + withdrawalAt.index, withdrawal.index, true)
    view.setBigUint64(start + withdrawalAt.validatorIndex, withdrawal.validatorIndex, true)
    list.set(fixedBytes(withdrawal.address, 20), start + withdrawalAt.address)
    view.setBigUint64(start + withdrawalAt.amount, withdrawal.amount, true)
  }
}
