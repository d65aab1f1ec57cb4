import { describe, expect, test } from 'vitest'
import { encodeDeposit } from '../../src/derive/deposit.ts'
import type { Difference } from '../../src/derive/difference.ts'
import { keccak256 } from '../../src/wire/hash.ts'
import { toHex } from '../../src/wire/hex.ts'
import { differencesOf } from './support/differences-of.ts'
import { withPayload } from './support/mutations.ts'
import { word } from './support/rollup.ts'
import { firstOfEpoch, l1InfoTransaction, laterInEpoch, type World } from './support/world.ts'

const world = firstOfEpoch('isthmus')
const [info, first, second, third, ...sequencers] = world.block.payload.transactions as Uint8Array[]
const stranger = { ...world.said.deposits[0]!, sourceHash: word(0xee), from: `0x${'e0'.repeat(20)}` } as const

describe('deposits', () => {
  test('one left out is missing, and those behind it are as they were', () => {
    expect(seen([info!, first!, third!, ...sequencers])).toEqual([
      { field: 'transactions[2] (deposit of log 4)', expected: 'in the block', seen: 'missing' },
    ])
  })

  test('all left out are each missing', () => {
    expect(seen([info!, ...sequencers]).map(({ field, seen }) => `${field}: ${seen}`)).toEqual([
      'transactions[1] (deposit of log 1): missing',
      'transactions[2] (deposit of log 4): missing',
      'transactions[3] (deposit of log 5): missing',
    ])
  })

  test('one too many is named by its sender and source', () => {
    expect(seen([info!, first!, encodeDeposit(stranger), second!, third!, ...sequencers])).toEqual([
      {
        field: 'transactions[2]',
        expected: 'no further deposit',
        seen: `a deposit from ${stranger.from} with source hash ${stranger.sourceHash}`,
      },
    ])
  })

  test('one twice is one too many', () => {
    const differences = seen([info!, first!, first!, second!, third!])
    expect(differences.map(({ field, expected }) => [field, expected])).toEqual([
      ['transactions[2]', 'no further deposit'],
    ])
  })

  test('another in the place of one is one missing and one too many', () => {
    const differences = seen([info!, first!, encodeDeposit(stranger), third!, ...sequencers])
    expect(differences.map(({ field }) => field)).toEqual([
      'transactions[2] (deposit of log 4)',
      'transactions[2]',
    ])
  })

  test('two that changed places are told by their places', () => {
    expect(seen([info!, second!, first!, third!, ...sequencers])).toEqual([
      { field: 'transactions[1] (deposit of log 4)', expected: 'at index 2', seen: 'at index 1' },
    ])
  })

  test('one that cannot be read is told with the reason', () => {
    const [difference, ...others] = seen([info!, first!, second!.subarray(0, -1), third!, ...sequencers])
    expect(others).toEqual([])
    expect(difference).toMatchObject({ field: 'transactions[2] (deposit of log 4)', expected: 'a deposit' })
  })

  test('one behind a transaction of the sequencer is missing before it and no transaction of the sequencer', () => {
    expect(seen([info!, first!, second!, ...sequencers, third!])).toEqual([
      { field: 'transactions[3] (deposit of log 5)', expected: 'in the block', seen: 'missing' },
      {
        field: 'transactions[6]',
        expected: 'a transaction of the sequencer',
        seen: 'a deposit behind the transactions of the sequencer',
      },
    ])
  })

  test('in a later block of the epoch any is one too many', () => {
    const later = laterInEpoch('isthmus')
    const [ownInfo, ...rest] = later.block.payload.transactions as Uint8Array[]
    const differences = differencesOf(
      later,
      withPayload(later.block, { transactions: [ownInfo!, first!, ...rest] }),
    )
    expect(differences.map(({ field }) => field)).toEqual(['transactions[1]'])
  })
})

describe('the L1 info', () => {
  test('left out is missing', () => {
    expect(seen([first!, second!, third!])).toEqual([
      { field: 'transactions[0] (L1 info)', expected: 'in the block', seen: 'missing' },
    ])
  })

  test('is missing in a block of nothing, as all that L1 forces', () => {
    expect(seen([]).map(({ seen }) => seen)).toEqual(['missing', 'missing', 'missing', 'missing'])
  })

  test('of another fork is told by its layout and what it has too much', () => {
    const info = { ...world.said.info, layout: 'jovian', daFootprintGasScalar: 400 } as const
    expect(seen([l1InfoTransaction(info), first!, second!, third!])).toEqual([
      { field: 'l1Info.layout', expected: 'isthmus', seen: 'jovian' },
      { field: 'l1Info.daFootprintGasScalar', expected: 'none', seen: '400' },
    ])
  })

  test('that is none is told with the reason', () => {
    const data = Uint8Array.of(1, 2, 3, 4, 5)
    const [difference, ...others] = seen([
      l1InfoTransaction(world.said.info, { data }),
      first!,
      second!,
      third!,
    ])
    expect(others).toEqual([])
    expect(difference).toMatchObject({ field: 'l1Info', expected: 'laid out as isthmus' })
  })

  test('that counts the blocks of its epoch wrongly differs in the count and what is hashed of it', () => {
    const info = { ...world.said.info, sequenceNumber: 3 }
    expect(seen([l1InfoTransaction(info), first!, second!, third!]).map(({ field }) => field)).toEqual([
      'transactions[0] (L1 info).sourceHash',
      'l1Info.sequenceNumber',
    ])
  })
})

describe('transactions of the sequencer', () => {
  const flawed = (transaction: Uint8Array, of = world) => {
    const { transactions } = of.block.payload
    return differencesOf(of, withPayload(of.block, { transactions: [...transactions, transaction] }))
  }

  test('may not be empty', () => {
    expect(flawed(new Uint8Array())).toEqual([
      { field: 'transactions[7]', expected: 'a transaction of the sequencer', seen: 'no bytes' },
    ])
  })

  test('may set code since Isthmus', () => {
    const setCode = Uint8Array.of(0x04, 0xc0)
    expect(flawed(setCode)).toEqual([])
    expect(flawed(setCode, firstOfEpoch('holocene'))).toMatchObject([{ seen: 'type 0x04 before isthmus' }])
  })

  test('may tell of execution since Lagoon', () => {
    const postExec = Uint8Array.of(0x7d, 0xc0)
    expect(flawed(postExec, firstOfEpoch('lagoon'))).toEqual([])
    expect(flawed(postExec, firstOfEpoch('karst'))).toMatchObject([{ seen: 'type 0x7d before lagoon' }])
  })

  test('of a type that nobody knows are left to execution', () => {
    expect(flawed(Uint8Array.of(0x33, 1))).toEqual([])
  })
})

test('extra data of another fork is told by what it has too much, and what is none as a whole', () => {
  const of = firstOfEpoch('isthmus')
  expect(
    differencesOf(of, withPayload(of.block, { extraData: '0x01000000fa000000060000000000000009' })),
  ).toEqual([{ field: 'extraData.minBaseFee', expected: 'none', seen: '9' }])
  expect(differencesOf(of, withPayload(of.block, { extraData: '0x' }))).toEqual([
    { field: 'extraData', expected: '0x00000000fa00000006', seen: '0x' },
  ])
})

test('long data is told by its length and hash, and a long number is told whole', () => {
  const deposit = { ...world.said.deposits[1]!, data: new Uint8Array(5_000).fill(1), value: 2n ** 255n }
  expect(seen([info!, first!, encodeDeposit(deposit), third!])).toEqual([
    { field: 'transactions[2] (deposit of log 4).value', expected: '0', seen: String(2n ** 255n) },
    {
      field: 'transactions[2] (deposit of log 4).data',
      expected: `100 bytes with keccak256 ${toHex(keccak256(world.said.deposits[1]!.data))}`,
      seen: `5000 bytes with keccak256 ${toHex(keccak256(deposit.data))}`,
    },
  ])
})

function seen(transactions: readonly Uint8Array[], of: World = world): readonly Difference[] {
  return differencesOf(of, withPayload(of.block, { transactions }))
}
