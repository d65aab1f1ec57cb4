import { type Decoded, malformed, ok } from '../decoded.ts'
import { maxExtraDataBytes } from '../limits.ts'
import type { EnvelopeVersion } from '../payload.ts'
import { at, fixedPartBytes } from './payload-fields.ts'
import { transactionsFlaw } from './transactions.ts'
import { readSafeUint64, viewOf } from './uint.ts'
import { withdrawalsFlaw } from './withdrawals.ts'

/** A payload whose every offset, size and height was checked: reading the rest of it cannot fail. */
export interface PayloadLayout {
  readonly version: EnvelopeVersion
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly blockNumber: number
  readonly timestamp: number
  readonly extraData: Uint8Array
  readonly transactions: Uint8Array
  readonly withdrawals: Uint8Array
}

/**
 * Finds the parts of a payload and allocates nothing for them. Exactly one encoding of a payload
 * passes: the dynamic parts follow each other without a gap, in the order of their offsets.
 */
export function locatePayload(bytes: Uint8Array, version: EnvelopeVersion): Decoded<PayloadLayout> {
  const fixed = fixedPartBytes[version]
  if (bytes.length < fixed) return malformed(`a V${version} payload has ${fixed} bytes or more`)
  const view = viewOf(bytes)
  const [first, second, third] = [at.extraDataOffset, at.transactionsOffset, at.withdrawalsOffset].map(
    (position) => view.getUint32(position, true),
  ) as [number, number, number]
  if (first !== fixed) return malformed(`extraData starts at ${first}, not at ${fixed}`)
  if (second < first || third < second || bytes.length < third) {
    return malformed('the offsets of the payload are out of order or out of bounds')
  }
  const extraData = bytes.subarray(first, second)
  const transactions = bytes.subarray(second, third)
  const withdrawals = bytes.subarray(third)
  const flaw = extraDataFlaw(extraData) ?? transactionsFlaw(transactions) ?? withdrawalsFlaw(withdrawals)
  if (flaw !== null) return malformed(flaw)
  const blockNumber = readSafeUint64(view, at.blockNumber)
  const timestamp = readSafeUint64(view, at.timestamp)
  if (blockNumber === null || timestamp === null) return malformed('height or timestamp is not below 2^53')
  return ok({ version, bytes, view, blockNumber, timestamp, extraData, transactions, withdrawals })
}

function extraDataFlaw(extraData: Uint8Array): string | null {
  return extraData.length > maxExtraDataBytes ? `extraData has more than ${maxExtraDataBytes} bytes` : null
}
