import type { OriginFacts } from '../../../src/derive/attributes/origin-facts.ts'
import { type Deposit, encodeDeposit } from '../../../src/derive/deposit.ts'
import { type ForkName, isActive } from '../../../src/derive/forks.ts'
import { encodeL1Info } from '../../../src/derive/l1-info/codec.ts'
import type { L1Info } from '../../../src/derive/l1-info/l1-info.ts'
import type { Rules } from '../../../src/derive/rules.ts'
import { l1InfoSource, userDepositSource } from '../../../src/derive/source-hash.ts'
import type { ExecutionPayload, ExecutionPayloadEnvelope, Hex } from '../../../src/wire/payload.ts'
import { eventOf, kinds, uintWord } from './config-events.ts'
import { depositEvent, otherEvent, receiptOf } from './l1-events.ts'
import { l1Header } from './l1-header.ts'
import { forksUpTo, rollupOf, rulesOf, word } from './rollup.ts'

const parentTime = 1_750_000_010
export const blockTime = parentTime + 2

/** A block, what stands in front of it, and what it comes from: all written down here, and nothing of it derived. */
export interface World {
  readonly rules: Rules
  readonly parent: ExecutionPayloadEnvelope
  readonly origin: OriginFacts
  readonly block: ExecutionPayloadEnvelope
  /** What the block says, before it became bytes. */
  readonly said: { readonly info: L1Info; readonly deposits: readonly Deposit[] }
}

/** The first block of an epoch: three deposits, a new batcher, a new gas limit. */
export function firstOfEpoch(fork: ForkName): World {
  return worldOf(fork, {
    origin: {
      header: l1Header({ number: 1_234, hash: word(0x1a), parentHash: word(0x19), timestamp: blockTime - 7 }),
      receipts,
      next: null,
    },
    info: {
      ...infoOf(fork),
      number: 1_234,
      blockHash: word(0x1a),
      sequenceNumber: 0,
      time: blockTime - 7,
      batcher: newBatcher,
    },
    deposits,
    gasLimit: newGasLimit,
  })
}

/** A later block of the parent's epoch, which takes nothing from L1. */
export function laterInEpoch(fork: ForkName): World {
  return worldOf(fork, {
    origin: {
      header: l1Header({ number: 1_233, hash: word(0x19), timestamp: blockTime - 19 }),
      receipts: null,
      next: null,
    },
    info: { ...infoOf(fork), sequenceNumber: 6 },
    deposits: [],
    gasLimit: 60_000_000n,
  })
}

interface Said {
  readonly origin: OriginFacts
  readonly info: L1Info
  readonly deposits: readonly Deposit[]
  readonly gasLimit: bigint
}

function worldOf(fork: ForkName, { origin, info, deposits, gasLimit }: Said): World {
  const rules = rulesOf(rollup(fork))
  const { header } = origin
  return {
    rules,
    origin,
    parent: envelope(fork, {
      blockNumber: 100,
      blockHash: word(0x64),
      parentHash: word(0x63),
      timestamp: parentTime,
      gasLimit: 60_000_000n,
      transactions: [l1InfoTransaction(infoOf(fork))],
    }),
    block: envelope(fork, {
      blockNumber: 101,
      blockHash: word(0x65),
      parentHash: word(0x64),
      timestamp: blockTime,
      gasLimit,
      prevRandao: header.mixHash,
      transactions: [l1InfoTransaction(info), ...deposits.map(encodeDeposit), ...sequencers],
    }),
    said: { info, deposits },
  }
}

function rollup(fork: ForkName) {
  return rollupOf(forksUpTo(fork))
}

const { depositContract } = rollupOf({})
const newBatcher = `0x${'bb'.repeat(20)}` as const
const newGasLimit = 70_000_000n

/** What the parent says of its origin; the sixth block of that epoch. */
function infoOf(fork: ForkName): L1Info {
  const since = (first: ForkName) => isActive(rollup(fork).forks, first, 0)
  return {
    layout: since('jovian') ? 'jovian' : since('isthmus') ? 'isthmus' : 'ecotone',
    number: 1_233,
    time: blockTime - 19,
    baseFee: 1_000_000_007n,
    blockHash: word(0x19),
    sequenceNumber: 5,
    batcher: `0x${'ba'.repeat(20)}`,
    blobBaseFee: 1n,
    baseFeeScalar: 5_227,
    blobBaseFeeScalar: 1_014_213,
    ...(since('isthmus') && { operatorFeeScalar: 10, operatorFeeConstant: 11n }),
    ...(since('jovian') && { daFootprintGasScalar: 500 }),
  }
}

/** As the specs lay it down: from the depositor account to the L1Block contract. */
export function l1InfoTransaction(info: L1Info, changes: Partial<Deposit> = {}): Uint8Array {
  return encodeDeposit({ ...l1InfoDeposit(info), ...changes })
}

export function l1InfoDeposit(info: L1Info): Deposit {
  return {
    sourceHash: l1InfoSource(info.blockHash, info.sequenceNumber),
    from: '0xdeaddeaddeaddeaddeaddeaddeaddeaddead0001',
    to: '0x4200000000000000000000000000000000000015',
    mint: 0n,
    value: 0n,
    gas: 1_000_000n,
    isSystemTransaction: false,
    data: encodeL1Info(info),
  }
}

const calls = [
  { from: word20(0xa1), to: word20(0xb1), mint: 5n, value: 4n, gas: 100_000n, data: Uint8Array.of(1, 2, 3) },
  {
    from: word20(0xa2),
    to: null,
    mint: 0n,
    value: 0n,
    gas: 2_000_000n,
    data: new Uint8Array(100).fill(0x60),
  },
  { from: word20(0xa1), to: word20(0xb1), mint: 2n ** 200n, value: 0n, gas: 21_000n, data: new Uint8Array() },
]

/** In the order of the logs, of which others take places between them. */
const [first, second, third] = calls.map((call) => depositEvent(depositContract, call))

const receipts = [
  receiptOf([otherEvent, first!]),
  receiptOf([second!], false),
  receiptOf([eventOf(kinds.batcher, uintWord(BigInt(newBatcher))), second!, third!]),
  receiptOf([eventOf(kinds.gasLimit, uintWord(newGasLimit))]),
]

export const depositLogs = [1, 4, 5]

const deposits = calls.map((call, i) => ({
  ...call,
  sourceHash: userDepositSource(word(0x1a), depositLogs[i]!),
  isSystemTransaction: false,
}))

/** To derivation they are bytes. */
export const sequencers = [Uint8Array.of(0x02, 0xc0), Uint8Array.of(0xf8, 1, 2), Uint8Array.of(0x01, 0xc1, 0)]

function word20(byte: number): Hex {
  return `0x${byte.toString(16).padStart(2, '0').repeat(20)}`
}

function envelope(fork: ForkName, fields: Partial<ExecutionPayload>): ExecutionPayloadEnvelope {
  const { forks } = rollup(fork)
  const since = (first: ForkName) => isActive(forks, first, 0)
  const payload: ExecutionPayload = { ...blank, extraData: extraData(since), ...fields }
  return since('isthmus')
    ? { version: 4, parentBeaconBlockRoot: word(0xbb), payload: { ...payload, withdrawalsRoot: word(0x54) } }
    : { version: 3, parentBeaconBlockRoot: word(0xbb), payload }
}

function extraData(since: (fork: ForkName) => boolean): Hex {
  if (since('jovian')) return '0x01000000fa000000060000000000000009'
  return since('holocene') ? '0x00000000fa00000006' : '0x'
}

const blank: ExecutionPayload = {
  parentHash: word(0),
  feeRecipient: '0x4200000000000000000000000000000000000011',
  stateRoot: word(0x51),
  receiptsRoot: word(0x53),
  logsBloom: `0x${'00'.repeat(256)}`,
  prevRandao: word(0x4d),
  blockNumber: 0,
  gasLimit: 0n,
  gasUsed: 21_000n,
  timestamp: 0,
  extraData: '0x',
  baseFeePerGas: 252n,
  blockHash: word(0),
  transactions: [],
  withdrawals: [],
  blobGasUsed: 0n,
  excessBlobGas: 0n,
}
