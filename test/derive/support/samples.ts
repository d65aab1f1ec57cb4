import type { Deposit } from '../../../src/derive/deposit.ts'
import type { Header } from '../../../src/derive/header.ts'
import type { Receipt } from '../../../src/derive/receipt.ts'
import type { Transaction } from '../../../src/derive/transaction/transaction.ts'

/** One value of each kind with every field filled, each of them different from the others. */

const hashOf = (byte: string) => `0x${byte.repeat(32)}` as const
const addressOf = (byte: string) => `0x${byte.repeat(20)}` as const

export const header: Required<Header> = {
  parentHash: hashOf('a1'),
  ommersHash: hashOf('a2'),
  beneficiary: addressOf('a3'),
  stateRoot: hashOf('a4'),
  transactionsRoot: hashOf('a5'),
  receiptsRoot: hashOf('a6'),
  logsBloom: `0x${'a7'.repeat(256)}`,
  difficulty: 1_000n,
  number: 2_000,
  gasLimit: 3_000n,
  gasUsed: 4_000n,
  timestamp: 5_000,
  extraData: '0xa8a8a8',
  mixHash: hashOf('a9'),
  nonce: `0x${'aa'.repeat(8)}`,
  baseFeePerGas: 6_000n,
  withdrawalsRoot: hashOf('ab'),
  blobGasUsed: 7_000n,
  excessBlobGas: 8_000n,
  parentBeaconBlockRoot: hashOf('ac'),
  requestsHash: hashOf('ad'),
}

export const receipt: Receipt = {
  type: 2,
  succeeded: true,
  cumulativeGasUsed: 21_000n,
  logsBloom: `0x${'b1'.repeat(256)}`,
  logs: [
    { address: addressOf('b2'), topics: [hashOf('b3'), hashOf('b4')], data: Uint8Array.of(0xb5, 0xb6) },
    { address: addressOf('b7'), topics: [], data: new Uint8Array() },
  ],
}

export const depositReceipt: Receipt = {
  ...receipt,
  type: 0x7e,
  depositNonce: 9_000n,
  depositReceiptVersion: 1n,
}

export const deposit: Deposit = {
  sourceHash: hashOf('c1'),
  from: addressOf('c2'),
  to: addressOf('c3'),
  mint: 1_000n,
  value: 2_000n,
  gas: 3_000n,
  isSystemTransaction: true,
  data: Uint8Array.of(0xc4, 0xc5, 0xc6),
}

const accessList = [{ address: addressOf('d1'), storageKeys: [hashOf('d2'), hashOf('d3')] }]
const signature = { v: 1n, r: 10_000n, s: 11_000n }
const call = {
  nonce: 1_000n,
  gas: 2_000n,
  to: addressOf('d4'),
  value: 3_000n,
  data: Uint8Array.of(0xd5, 0xd6),
  ...signature,
}
const fees = { maxPriorityFeePerGas: 4_000n, maxFeePerGas: 5_000n }

export const transactions = {
  legacy: { type: 0, ...call, gasPrice: 6_000n },
  'access list': { type: 1, ...call, chainId: 901n, accessList, gasPrice: 6_000n },
  'fee market': { type: 2, ...call, chainId: 901n, accessList, ...fees },
  blob: {
    type: 3,
    ...call,
    chainId: 901n,
    accessList,
    ...fees,
    maxFeePerBlobGas: 7_000n,
    blobVersionedHashes: [hashOf('01')],
  },
  'set code': {
    type: 4,
    ...call,
    chainId: 901n,
    accessList,
    ...fees,
    authorizationList: [
      { chainId: 901n, address: addressOf('d7'), nonce: 8_000n, yParity: 1n, r: 2n, s: 3n },
    ],
  },
  'post-exec': { type: 0x7d, data: Uint8Array.of(0xc1, 0x80) },
  deposit: { type: 0x7e, ...deposit },
} as const satisfies Record<string, Transaction>
