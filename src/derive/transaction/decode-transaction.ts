import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import { decodeDeposit } from '../deposit.ts'
import { map } from '../rlp/field.ts'
import { decodeTyped } from '../rlp/typed.ts'
import { decodeRlp, type RlpItem } from '../rlp.ts'
import { type Body, signedFields } from './signed-fields.ts'
import type { LegacyTransaction, Transaction } from './transaction.ts'

/** Strict: what it accepts, `encodeTransaction` gives back byte by byte. Signatures are not checked. */
export function decodeTransaction(bytes: Uint8Array): Decoded<Transaction> {
  const type = bytes[0]
  switch (type) {
    case undefined:
      return malformed('a transaction without bytes')
    case 1:
    case 2:
    case 3:
    case 4:
      return decodeSigned(bytes, type)
    case 0x7d:
      if (bytes.length === 1) return malformed('a post-exec transaction without data')
      return ok({ type, data: bytes.subarray(1) })
    case 0x7e:
      return map(decodeDeposit(bytes), (deposit) => ({ type, ...deposit }))
    default:
      return type >= 0xc0 ? decodeLegacy(bytes) : malformed(`a transaction of the unknown type ${type}`)
  }
}

function decodeSigned(bytes: Uint8Array, type: 1 | 2 | 3 | 4): Decoded<Transaction> {
  const decode: (item: RlpItem) => Decoded<Body<typeof type>> = signedFields[type].decode
  return map(decodeTyped(bytes, type, decode), (body) => ({ type, ...body }) as Transaction)
}

function decodeLegacy(bytes: Uint8Array): Decoded<LegacyTransaction> {
  const read = decodeRlp(bytes)
  if (read.kind === 'malformed') return read
  return map(signedFields[0].decode(read.value), (body) => ({ type: 0, ...body }))
}
