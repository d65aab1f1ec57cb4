import { describe, expect, test } from 'vitest'
import { reductionDifferences } from '../../src/derive/attributes/reduction.ts'
import { encodeDeposit } from '../../src/derive/deposit.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import { mutationsOf, withPayload } from './support/mutations.ts'
import { payloadForks } from './support/payload-forks.ts'
import { word } from './support/rollup.ts'
import { firstOfEpoch, laterInEpoch } from './support/world.ts'

describe.each(payloadForks)('what replaces a block of %s', (fork) => {
  const worlds = [firstOfEpoch(fork), laterInEpoch(fork)]

  test('is the block with nothing but its deposits, whatever execution makes of that', () => {
    for (const { block } of worlds) {
      expect(reductionDifferences(block, reduced(block))).toEqual([])
      const executed = withPayload(reduced(block), {
        stateRoot: word(0x99),
        gasUsed: 7n,
        blockHash: word(0x98),
      })
      expect(reductionDifferences(block, executed)).toEqual([])
    }
  })

  test('differs in no other field', () => {
    for (const world of worlds) {
      const ours = world.block
      for (const { field, block } of mutationsOf({ ...world, block: reduced(ours) })) {
        const fields = reductionDifferences(ours, block).map(({ field }) => field)
        // Which log a deposit is of is L1's to say, and ours is only a block.
        expect(fields.map(withoutWhat)).toEqual([withoutWhat(field)])
      }
    }
  })
})

const { block } = firstOfEpoch('isthmus')
const [info, first, second, third] = reduced(block).payload.transactions as Uint8Array[]

test('a deposit left out, one added and one altered are each named', () => {
  expect(named([info!, first!, third!])).toEqual(['transactions[2] (deposit 2): missing'])
  expect(named([info!, first!, first!, second!, third!])).toEqual(['transactions[2]'])
  const { deposits } = firstOfEpoch('isthmus').said
  const altered = encodeDeposit({ ...deposits[1]!, mint: deposits[1]!.mint + 1n })
  expect(named([info!, first!, altered, third!])).toEqual(['transactions[2] (deposit 2).mint'])
})

test('a transaction of the sequencer is one too many', () => {
  expect(named([info!, first!, second!, third!, Uint8Array.of(2, 0xc0)])).toEqual(['transactions'])
})

test('a block of nothing but deposits is its own reduction', () => {
  expect(reductionDifferences(reduced(block), reduced(block))).toEqual([])
})

test('a deposit of our own that cannot be read is said to be ours', () => {
  const broken = withPayload(block, { transactions: [info!, first!.subarray(0, -1), second!] })
  expect(reductionDifferences(broken, reduced(broken))).toMatchObject([
    { field: 'transactions', seen: expect.stringContaining('deposit 1 of our own') },
  ])
})

function named(transactions: readonly Uint8Array[]): readonly string[] {
  return reductionDifferences(block, withPayload(block, { transactions })).map(({ field, seen }) =>
    seen === 'missing' ? `${field}: missing` : field,
  )
}

function reduced(block: ExecutionPayloadEnvelope): ExecutionPayloadEnvelope {
  return withPayload(block, {
    transactions: block.payload.transactions.filter((transaction) => transaction[0] === 0x7e),
  })
}

function withoutWhat(field: string): string {
  return field.replace(/ \(deposit [^)]*\)/, '')
}
