import { type Deposit, decodeDeposit, depositType, encodeDeposit } from '../../../src/derive/deposit.ts'
import { blockHashOf } from '../../../src/wire/block-hash.ts'
import type { ExecutionPayloadEnvelope } from '../../../src/wire/payload.ts'
import { decodedValue } from '../../derive/support/decoded-value.ts'

/** What a liar does to the deposits of a replacement, by the words in which a follower has to tell it. */
export const depositForgeries: Readonly<Record<string, DepositForgery>> = {
  'expected in the block, seen missing': ([info, , ...rest]) => [info!, ...rest],
  'expected no further deposit': ([info, first, ...rest]) => {
    const added = altered(first!, { sourceHash: `0x${'1e'.repeat(32)}` })
    return [info!, first!, added, ...rest]
  },
  '.value': ([info, first, ...rest]) => [info!, altered(first!, { value: 123_456_789n }), ...rest],
}

type DepositForgery = (deposits: readonly Uint8Array[]) => readonly Uint8Array[]

/** A block with nothing but its deposits, as whoever has the key would sign it; its hash is that of what it holds. */
export function forgedReduction(
  block: ExecutionPayloadEnvelope,
  forge: DepositForgery,
): ExecutionPayloadEnvelope {
  const deposits = block.payload.transactions.filter((bytes) => bytes[0] === depositType)
  const forged = { ...block, payload: { ...block.payload, transactions: forge(deposits) } }
  return { ...forged, payload: { ...forged.payload, blockHash: blockHashOf(forged) } }
}

function altered(bytes: Uint8Array, changes: Partial<Deposit>): Uint8Array {
  return encodeDeposit({ ...decodedValue(decodeDeposit(bytes)), ...changes })
}
