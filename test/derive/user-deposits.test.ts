import { describe, expect, it } from 'vitest'
import type { Hash } from '../../machines/values.ts'
import type { Receipt } from '../../src/derive/receipt.ts'
import { userDepositSource } from '../../src/derive/source-hash.ts'
import { userDeposits } from '../../src/derive/user-deposits.ts'
import { refusal } from '../wire/refusal.ts'
import { decodedValue } from './support/decoded-value.ts'
import { depositEvent, otherEvent, receiptOf } from './support/l1-events.ts'
import { rollupOf, word } from './support/rollup.ts'

const { depositContract } = rollupOf({})
const l1Hash = word(0x1a)

const event = depositEvent(depositContract, {
  from: `0x${'f0'.repeat(20)}`,
  to: `0x${'70'.repeat(20)}`,
  mint: 5n,
  value: 6n,
  gas: 7n,
  data: Uint8Array.of(1, 2, 3),
})

describe('the user deposits of an L1 block', () => {
  function indicesOf(receipts: readonly Receipt[]): readonly (readonly [number, Hash])[] {
    const deposits = decodedValue(userDeposits(receipts, depositContract, l1Hash))
    return deposits.map(({ logIndex, sourceHash }) => [logIndex, sourceHash])
  }

  it('are told by the place of their log among all logs of the block, failed transactions included', () => {
    const receipts = [
      receiptOf([otherEvent, event]),
      receiptOf([]),
      receiptOf([otherEvent], false),
      receiptOf([otherEvent, event, otherEvent, event]),
    ]
    expect(indicesOf(receipts)).toEqual([1, 4, 6].map((index) => [index, userDepositSource(l1Hash, index)]))
  })

  it('come from the deposit contract, its own event and successful transactions only', () => {
    const receipts = [
      receiptOf([{ ...event, address: otherEvent.address }]),
      receiptOf([{ ...event, topics: [word(0x70), ...event.topics.slice(1)] }]),
      receiptOf([{ ...event, topics: [] }]),
      receiptOf([event], false),
    ]
    expect(indicesOf(receipts)).toEqual([])
  })

  it('cannot be told where one of their logs is malformed, and which is said', () => {
    const broken = { ...event, data: new Uint8Array(0) }
    const receipts = [receiptOf([event, broken])]
    expect(userDeposits(receipts, depositContract, l1Hash)).toEqual(
      refusal(/^the deposit of log 1: expected two/),
    )
  })

  it('are not harmed by a malformed log of somebody else', () => {
    const broken = { ...event, address: otherEvent.address, data: new Uint8Array(0) }
    expect(indicesOf([receiptOf([broken, event])])).toHaveLength(1)
  })
})
