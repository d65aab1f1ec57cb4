import { type Decoded, malformed, ok } from '../decoded.ts'
import { maxExtraDataBytes } from '../limits.ts'
import type { EnvelopeVersion } from '../payload.ts'
import { at, fixedPartBytes } from './payload-fields.ts'
import { transactionsFlaw } from './transactions.ts'
import { readSafeUint64, viewOf } from './uint.ts'
import { withdrawalsFlaw } from './withdrawals.ts'

/** The parts of an encoded payload. */
export interface PayloadParts {
  readonly version: EnvelopeVersion
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly extraData: Uint8Array
  readonly transactions: Uint8Array
  readonly withdrawals: Uint8Array
}

/** A payload whose every offset, size and height was checked: reading the rest of it cannot fail. */
export interface PayloadLayout {
  readonly parts: PayloadParts
  readonly blockNumber: number
  readonly timestamp: number
}

/**
 * Finds the parts of a payload and allocates nothing for them. Exactly one encoding of a payload
 * passes: the dynamic parts follow each other without a gap, in the order of their offsets.
 */
export function locatePayload(bytes: Uint8Array, version: EnvelopeVersion): Decoded<PayloadLayout> {
  const fixed = fixedPartBytes[version]
  if (bytes.length < fixed) return malformed(`a V${version} payload has ${fixed} bytes or more`)
  const view = viewOf(bytes)
  const flaw = offsetsFlaw(view, fixed)
  if (flaw !== null) return malformed(flaw)
  const parts = partsOf(bytes, version)
  const partFlaw =
    extraDataFlaw(parts.extraData) ??
    transactionsFlaw(parts.transactions) ??
    withdrawalsFlaw(parts.withdrawals)
  if (partFlaw !== null) return malformed(partFlaw)
  const blockNumber = readSafeUint64(view, at.blockNumber)
  const timestamp = readSafeUint64(view, at.timestamp)
  if (blockNumber === null || timestamp === null) return malformed('height or timestamp is not below 2^53')
  return ok({ parts, blockNumber, timestamp })
}

/** Of bytes that are an encoded payload for certain. */
export function partsOf(bytes: Uint8Array, version: EnvelopeVersion): PayloadParts {
  const view = viewOf(bytes)
  const { extraData, transactions, withdrawals } = offsetsIn(view)
  return {
    version,
    bytes,
    view,
    extraData: bytes.subarray(extraData, transactions),
    transactions: bytes.subarray(transactions, withdrawals),
    withdrawals: bytes.subarray(withdrawals),
  }
}

function offsetsIn(view: DataView) {
  return {
    extraData: view.getUint32(at.extraDataOffset, true),
    transactions: view.getUint32(at.transactionsOffset, true),
    withdrawals: view.getUint32(at.withdrawalsOffset, true),
  }
}

function offsetsFlaw(view: DataView, fixed: number): string | null {
  const { extraData, transactions, withdrawals } = offsetsIn(view)
  if (extraData !== fixed) return `extraData starts at ${extraData}, not at ${fixed}`
  const isInOrder = extraData <= transactions && transactions <= withdrawals
  if (isInOrder && withdrawals <= view.byteLength) return null
  return 'the offsets of the payload are out of order or out of bounds'
}

function extraDataFlaw(extraData: Uint8Array): string | null {
  return extraData.length > maxExtraDataBytes ? `extraData has more than ${maxExtraDataBytes} bytes` : null
}
