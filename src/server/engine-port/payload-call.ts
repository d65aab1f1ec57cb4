import * as Maybe from 'effect/Option'
import * as Schema from 'effect/Schema'
import type { OfferedBlock } from '../../ports/engine-gate.ts'
import { hashSchema, quantitySchema } from '../../wire/json-values.ts'
import { fieldsOf, textOf } from './fields.ts'
import { elementsOf, type Span } from './json-spans.ts'
import type { PortRequest } from './requests.ts'

const decodeBlock = Schema.decodeUnknownOption(
  Schema.Struct({ number: quantitySchema, hash: hashSchema, parentHash: hashSchema }),
)

/** A deposit's type byte, as a transaction begins with it in JSON. */
const depositStart = '"0x7e'

/** What the first parameter says of itself; null when it is no payload. Its transactions stay unread. */
export function offeredBlock({ bytes, params }: PortRequest): OfferedBlock | null {
  const [payload] = params === null ? [] : (elementsOf(bytes, params) ?? [])
  if (payload === undefined) return null
  const fields = fieldsOf(bytes, payload, ['blockNumber', 'blockHash', 'parentHash', 'transactions'])
  if (fields === null || fields.transactions === null) return null
  const transactions = elementsOf(bytes, fields.transactions)
  const text = (span: Span | null) => (span === null ? null : textOf(bytes, span))
  const block = Maybe.getOrNull(
    decodeBlock({
      number: text(fields.blockNumber),
      hash: text(fields.blockHash),
      parentHash: text(fields.parentHash),
    }),
  )
  if (block === null || transactions === null) return null
  return { ...block, depositsOnly: transactions.every((span) => isDeposit(bytes, span)) }
}

function isDeposit(bytes: Buffer, { start }: Span): boolean {
  return bytes.toString('latin1', start, start + depositStart.length).toLowerCase() === depositStart
}
