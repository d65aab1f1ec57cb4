import { encodeDeposit } from '../deposit.ts'
import { encodeRlp } from '../rlp/encode-rlp.ts'
import { behindType, encodeTyped } from '../rlp/typed.ts'
import type { RlpItem } from '../rlp.ts'
import { type SignedType, signedFields } from './signed-fields.ts'
import type { Transaction } from './transaction.ts'

/** As a block carries it, and as it is hashed. */
export function encodeTransaction(transaction: Transaction): Uint8Array {
  switch (transaction.type) {
    case 0x7d:
      return behindType(transaction.type, transaction.data)
    case 0x7e:
      return encodeDeposit(transaction)
    default:
      return encodeSigned(transaction)
  }
}

type Signed = Extract<Transaction, { readonly type: SignedType }>

function encodeSigned(transaction: Signed): Uint8Array {
  const { type } = transaction
  const encode = signedFields[type].encode as (body: Signed) => RlpItem
  const item = encode(transaction)
  return type === 0 ? encodeRlp(item) : encodeTyped(type, item)
}
