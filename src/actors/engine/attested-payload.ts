import type { ExecutionPayload, ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import { isDeposit } from './reduction.ts'

/** All that whoever builds a block is told. What follows from executing it is the client's to check. */
const givenFields = [
  'parentHash',
  'blockNumber',
  'timestamp',
  'prevRandao',
  'feeRecipient',
  'gasLimit',
  'extraData',
] as const satisfies readonly (keyof ExecutionPayload)[]

/** Whether the attested block is ours with nothing but its deposits, as far as it can be told without building. */
export function isReductionOf(ours: ExecutionPayloadEnvelope, attested: ExecutionPayloadEnvelope): boolean {
  const deposits = ours.payload.transactions.filter(isDeposit)
  return (
    attested.version === ours.version &&
    attested.parentBeaconBlockRoot === ours.parentBeaconBlockRoot &&
    givenFields.every((field) => attested.payload[field] === ours.payload[field]) &&
    sameInOrder(attested.payload.transactions, deposits, (a, b) => Buffer.from(a).equals(b)) &&
    sameInOrder(attested.payload.withdrawals, ours.payload.withdrawals, sameWithdrawal)
  )
}

type Withdrawal = ExecutionPayload['withdrawals'][number]

function sameWithdrawal(a: Withdrawal, b: Withdrawal): boolean {
  return (
    a.index === b.index &&
    a.validatorIndex === b.validatorIndex &&
    a.address === b.address &&
    a.amount === b.amount
  )
}

function sameInOrder<T>(a: readonly T[], b: readonly T[], isSame: (a: T, b: T) => boolean): boolean {
  return a.length === b.length && a.every((item, index) => isSame(item, b[index]!))
}
