import { fixedBytes, toHex } from '../hex.ts'
import { maxWithdrawalsPerPayload } from '../limits.ts'
import type { Withdrawal } from '../payload.ts'
import { viewOf } from './uint.ts'

const withdrawalBytes = 44
const at = { index: 0, validatorIndex: 8, address: 16, amount: 36 } as const

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
  const view = viewOf(list)
  return Array.from({ length: list.length / withdrawalBytes }, (_, i) => {
    const start = i * withdrawalBytes
    return {
      index: view.getBigUint64(start + at.index, true),
      validatorIndex: view.getBigUint64(start + at.validatorIndex, true),
      address: toHex(list.subarray(start + at.address, start + at.amount)),
      amount: view.getBigUint64(start + at.amount, true),
    }
  })
}

export function withdrawalsSize(withdrawals: readonly Withdrawal[]): number {
  return withdrawals.length * withdrawalBytes
}

/** Into `list`, which has exactly the {@link withdrawalsSize}. */
export function writeWithdrawals(list: Uint8Array, withdrawals: readonly Withdrawal[]): void {
  const view = viewOf(list)
  for (const [i, withdrawal] of withdrawals.entries()) {
    const start = i * withdrawalBytes
    view.setBigUint64(start + at.index, withdrawal.index, true)
    view.setBigUint64(start + at.validatorIndex, withdrawal.validatorIndex, true)
    list.set(fixedBytes(withdrawal.address, 20), start + at.address)
    view.setBigUint64(start + at.amount, withdrawal.amount, true)
  }
}
