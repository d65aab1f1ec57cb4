import { type Deposit, encodeDeposit } from '../../../src/derive/deposit.ts'
import type { L1Info } from '../../../src/derive/l1-info/l1-info.ts'
import type { ExecutionPayload, ExecutionPayloadEnvelope, Hex } from '../../../src/wire/payload.ts'
import { depositLogs, l1InfoDeposit, l1InfoTransaction, type World } from './world.ts'

/** A block with one field that is not what it was, and what a difference in it must be called. */
export interface Mutation {
  readonly field: string
  readonly block: ExecutionPayloadEnvelope
}

/** What belongs to execution, or is proven by the block hash: attributes say nothing of it. */
export const notOfAttributes = [
  'stateRoot',
  'receiptsRoot',
  'logsBloom',
  'gasUsed',
  'baseFeePerGas',
  'blockHash',
  'blobGasUsed',
  'excessBlobGas',
] as const satisfies readonly (keyof ExecutionPayload)[]

/** Each field of a world's block that its attributes determine, altered alone. */
export function mutationsOf(world: World): readonly Mutation[] {
  return [...ofHeader(world.block), ...ofExtraData(world.block), ...ofL1Info(world), ...ofDeposits(world)]
}

function ofHeader(block: ExecutionPayloadEnvelope): readonly Mutation[] {
  const plain = ['parentHash', 'blockNumber', 'timestamp', 'prevRandao', 'feeRecipient', 'gasLimit'] as const
  const withdrawal = { index: 1n, validatorIndex: 2n, address: block.payload.feeRecipient, amount: 3n }
  return [
    ...plain.map((field) => ({
      field,
      block: withPayload(block, { [field]: altered(block.payload[field]) }),
    })),
    { field: 'withdrawals', block: withPayload(block, { withdrawals: [withdrawal] }) },
    { field: 'withdrawalsRoot', block: { ...block, version: block.version === 4 ? 3 : 4 } },
    {
      field: 'parentBeaconBlockRoot',
      block: { ...block, parentBeaconBlockRoot: altered(block.parentBeaconBlockRoot) },
    },
  ]
}

/** One byte of each field in it; its version; a byte too much. */
function ofExtraData(block: ExecutionPayloadEnvelope): readonly Mutation[] {
  const { extraData } = block.payload
  const ends = { '': 0, '.denominator': 4, '.elasticity': 8, '.minBaseFee': 16 }
  const within = Object.entries(ends).filter(([, at]) => 4 + 2 * at <= extraData.length)
  return [
    ...within.map(([name, at]) => ({
      field: `extraData${name}`,
      block: withPayload(block, { extraData: withByte(extraData, at) }),
    })),
    { field: 'extraData', block: withPayload(block, { extraData: `${extraData}00` }) },
  ]
}

function ofL1Info({ block, said: { info } }: World): readonly Mutation[] {
  const names = Object.keys(info).filter((name) => name !== 'layout') as Exclude<keyof L1Info, 'layout'>[]
  const deposit = l1InfoDeposit(info)
  return [
    ...names.map((name) => ({
      field: `l1Info.${name}`,
      block: withTransaction(
        block,
        0,
        // The source hash stays: it is a field of its own.
        l1InfoTransaction({ ...info, [name]: altered(info[name]!) }, { sourceHash: deposit.sourceHash }),
      ),
    })),
    ...fieldsOf(deposit).map((name) => ({
      field: `transactions[0] (L1 info).${name}`,
      block: withTransaction(block, 0, encodeDeposit({ ...deposit, [name]: altered(deposit[name]) })),
    })),
  ]
}

function fieldsOf(deposit: Deposit): readonly (keyof Deposit)[] {
  return (Object.keys(deposit) as (keyof Deposit)[]).filter((name) => name !== 'data')
}

function ofDeposits({ block, said: { deposits } }: World): readonly Mutation[] {
  return deposits.flatMap((deposit, i) =>
    (Object.keys(deposit) as (keyof Deposit)[]).map((name) => ({
      field: `transactions[${i + 1}] (deposit of log ${depositLogs[i]}).${name}`,
      block: withTransaction(block, i + 1, encodeDeposit({ ...deposit, [name]: altered(deposit[name]) })),
    })),
  )
}

type Alterable = Deposit[keyof Deposit] | Hex | number

/** Another value of the same kind. */
function altered<T extends Alterable>(value: T): T {
  return alter(value) as T
}

function alter(value: Alterable): Alterable {
  if (value === null) return `0x${'cc'.repeat(20)}`
  if (value instanceof Uint8Array) return Buffer.concat([value, Uint8Array.of(7)])
  if (typeof value === 'boolean') return !value
  if (typeof value === 'bigint') return value + 1n
  return typeof value === 'number' ? value + 1 : withByte(value, value.length / 2 - 2)
}

/** With the lowest bit of one byte of it turned over. */
function withByte(hex: Hex, at: number): Hex {
  const bytes = Buffer.from(hex.slice(2), 'hex')
  bytes[at]! ^= 1
  return `0x${bytes.toString('hex')}`
}

export function withPayload(
  block: ExecutionPayloadEnvelope,
  changes: Partial<ExecutionPayload>,
): ExecutionPayloadEnvelope {
  return { ...block, payload: { ...block.payload, ...changes } }
}

function withTransaction(
  block: ExecutionPayloadEnvelope,
  index: number,
  transaction: Uint8Array,
): ExecutionPayloadEnvelope {
  return withPayload(block, { transactions: block.payload.transactions.with(index, transaction) })
}
