import { encodeEnvelope } from '../../src/wire/envelope.ts'
import { encodeHead, type Head } from '../../src/wire/head.ts'
import type { ExecutionPayload } from '../../src/wire/payload.ts'
import type { MessageContext } from '../../src/wire/signed-message.ts'
import { addressOf } from '../../src/wire/signing.ts'
import {
  blocksOn901,
  head,
  headsOn901,
  isthmusBlock,
  sign,
  withItsHash,
  withPayload,
} from '../wire/fixtures.ts'

/** Well-formed statements in any number, no two with the same bytes. */

export const attesterKey = Uint8Array.from({ length: 32 }, () => 0xa1)
export const strangerKey = Uint8Array.from({ length: 32 }, () => 0x5e)
export const attester = addressOf(attesterKey)

export function headSignedBy(key: Uint8Array, changes: Partial<Head> = {}, under = headsOn901): Uint8Array {
  return sign(under, encodeHead({ ...head, ...changes }), key)
}

/** What is put `over` the payload is not in its block hash. */
export function blockSignedBy(
  key: Uint8Array,
  number: number,
  under: MessageContext = blocksOn901,
  over: Partial<ExecutionPayload> = {},
): Uint8Array {
  const block = withItsHash(withPayload(isthmusBlock, { blockNumber: number }))
  return sign(under, encodeEnvelope(withPayload(block, over)), key)
}
