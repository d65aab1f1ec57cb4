import { decodeDeposit, encodeDeposit } from '../../../src/derive/deposit.ts'
import { decodeHeader, encodeHeader } from '../../../src/derive/header.ts'
import { decodeReceipt, encodeReceipt, type Receipt } from '../../../src/derive/receipt.ts'
import { decodeTransaction } from '../../../src/derive/transaction/decode-transaction.ts'
import { encodeTransaction } from '../../../src/derive/transaction/encode-transaction.ts'
import type { Transaction } from '../../../src/derive/transaction/transaction.ts'
import type { Decoded } from '../../../src/wire/decoded.ts'
import { rawItems, withItem } from './raw-rlp.ts'
import { deposit, depositReceipt, header, receipt, transactions } from './samples.ts'
import type { Kind } from './wrong-items.ts'

/** An RLP list that a codec reads, by itself or inside of something. */
export interface Layout {
  readonly name: string
  readonly list: Uint8Array
  readonly kinds: readonly Kind[]
  /** Reads whatever the list stands in, with this list in its place. */
  readonly decode: (list: Uint8Array) => Decoded<unknown>
}

const hash = '32 bytes'
const address = '20 bytes'
const signature = ['uint256', 'uint256', 'uint256'] as const
const feeMarket = ['uint256', 'uint64', 'uint256', 'uint256', 'uint64'] as const
const receiptKinds = ['boolean', 'uint64', '256 bytes', 'list'] as const
const depositKinds = [hash, address, 'to', 'uint256', 'uint256', 'uint64', 'boolean', 'string'] as const

const headerKinds: readonly Kind[] = [
  ...([hash, hash, address, hash, hash, hash, '256 bytes'] as const),
  ...(['uint256', 'height', 'uint64', 'uint64', 'height', 'string', hash, '8 bytes'] as const),
  ...(['uint256', hash, 'uint64', 'uint64', hash, hash] as const),
]

/** Every list of every codec. */
export const layouts: readonly Layout[] = [
  { name: 'header', list: encodeHeader(header), kinds: headerKinds, decode: decodeHeader },
  {
    name: 'deposit',
    list: encodeDeposit(deposit).subarray(1),
    kinds: depositKinds,
    decode: (list) => decodeDeposit(Uint8Array.of(0x7e, ...list)),
  },
  ofReceipt('legacy receipt', { ...receipt, type: 0 }, receiptKinds),
  ofReceipt('receipt', receipt, receiptKinds),
  ofReceipt('receipt of a deposit', depositReceipt, [...receiptKinds, 'uint64', 'uint64']),
  inside(ofReceipt('log', receipt, receiptKinds), [3, 0], [address, 'list', 'string']),
  ofTransaction('legacy', ['uint64', 'uint256', 'uint64', 'to', 'uint256', 'string', ...signature]),
  ofTransaction('access list', [
    ...(['uint256', 'uint64', 'uint256', 'uint64', 'to', 'uint256', 'string', 'list'] as const),
    ...signature,
  ]),
  ofTransaction('fee market', [...feeMarket, 'to', 'uint256', 'string', 'list', ...signature]),
  ofTransaction('blob', [
    ...feeMarket,
    ...([address, 'uint256', 'string', 'list', 'uint256', 'list'] as const),
    ...signature,
  ]),
  ofTransaction('set code', [
    ...feeMarket,
    ...([address, 'uint256', 'string', 'list', 'list'] as const),
    ...signature,
  ]),
  ofTransaction('deposit', depositKinds),
  inside(ofTransaction('access list', []), [7, 0], [address, 'list'], 'entry of the access list'),
  inside(
    ofTransaction('set code', []),
    [9, 0],
    ['uint256', address, 'uint64', 'uint8', 'uint256', 'uint256'],
    'authorization',
  ),
]

function ofReceipt(name: string, value: Receipt, kinds: readonly Kind[]): Layout {
  return { name, kinds, ...behindType(value.type, encodeReceipt(value), decodeReceipt) }
}

function ofTransaction(name: keyof typeof transactions, kinds: readonly Kind[]): Layout {
  const value: Transaction = transactions[name]
  const codec = behindType(value.type, encodeTransaction(value), decodeTransaction)
  return { name: `transaction (${name})`, kinds, ...codec }
}

function behindType(
  type: number,
  bytes: Uint8Array,
  decode: Layout['decode'],
): Pick<Layout, 'list' | 'decode'> {
  if (type === 0) return { list: bytes, decode }
  return { list: bytes.subarray(1), decode: (list) => decode(Uint8Array.of(type, ...list)) }
}

/** A list that stands in a list of another. */
function inside(
  outer: Layout,
  [at, nth]: readonly [number, number],
  kinds: readonly Kind[],
  name = outer.name,
): Layout {
  const siblings = rawItems(outer.list)[at]!
  return {
    name,
    kinds,
    list: rawItems(siblings)[nth]!,
    decode: (list) => outer.decode(withItem(outer.list, at, withItem(siblings, nth, list))),
  }
}
