import type { Address, Hash } from '../../machines/values.ts'
import { type Decoded, malformed } from '../wire/decoded.ts'
import type { Hex } from '../wire/payload.ts'
import { depositType } from './deposit.ts'
import { encodeRlp } from './rlp/encode-rlp.ts'
import { address, boolean, bytes, type Field, fixed, hash, listOf, map } from './rlp/field.ts'
import { uint64 } from './rlp/integer.ts'
import { record } from './rlp/record.ts'
import { decodeTyped, encodeTyped } from './rlp/typed.ts'
import { decodeRlp } from './rlp.ts'

/** A log as a receipt commits to it. Its index in the block is the count of logs before it, in all receipts. */
export interface Log {
  readonly address: Address
  readonly topics: readonly Hash[]
  readonly data: Uint8Array
}

/** A receipt since Byzantium, of any transaction type; what OP adds to that of a deposit follows the logs. */
export interface Receipt {
  readonly type: number
  readonly succeeded: boolean
  readonly cumulativeGasUsed: bigint
  readonly logsBloom: Hex
  readonly logs: readonly Log[]
  /** Deposits (0x7E) since Regolith. */
  readonly depositNonce?: bigint
  /** Deposits (0x7E) since Canyon. */
  readonly depositReceiptVersion?: bigint
}

/** EIP-2718: a legacy receipt is the bare list, any other has its type in front. */
export function encodeReceipt(receipt: Receipt): Uint8Array {
  const item = fieldsOf(receipt.type).encode(receipt)
  return receipt.type === 0 ? encodeRlp(item) : encodeTyped(receipt.type, item)
}

/**
 * Strict: what it accepts, {@link encodeReceipt} gives back byte by byte. A type that a later fork of L1 may
 * bring is taken for one of the common form, since its logs are needed whatever it is.
 */
export function decodeReceipt(bytes: Uint8Array): Decoded<Receipt> {
  const type = bytes[0]
  if (type === undefined) return malformed('a receipt without bytes')
  if (type >= 0xc0) return decodeLegacy(bytes)
  if (type === 0 || type >= 0x80) return malformed(`a receipt begins with byte ${type}`)
  return map(decodeTyped(bytes, type, fieldsOf(type).decode), (body) => ({ type, ...body }))
}

type Body = Omit<Receipt, 'type'>

const log: Field<Log> = record<Log>({ address, topics: listOf(hash), data: bytes })

const common = {
  succeeded: boolean,
  cumulativeGasUsed: uint64,
  logsBloom: fixed(256),
  logs: listOf(log),
}

const commonFields: Field<Body> = record<Omit<Body, 'depositNonce' | 'depositReceiptVersion'>>(common)

const depositFields = record<Body>(
  { ...common, depositNonce: uint64, depositReceiptVersion: uint64 },
  'depositNonce',
)

function fieldsOf(type: number): Field<Body> {
  return type === depositType ? depositFields : commonFields
}

function decodeLegacy(bytes: Uint8Array): Decoded<Receipt> {
  const read = decodeRlp(bytes)
  if (read.kind === 'malformed') return read
  return map(commonFields.decode(read.value), (body) => ({ type: 0, ...body }))
}
