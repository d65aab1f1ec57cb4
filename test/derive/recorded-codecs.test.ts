import { describe, expect, test } from 'vitest'
import { encodeHeader } from '../../src/derive/header.ts'
import { encodeReceipt } from '../../src/derive/receipt.ts'
import { receiptsRoot, transactionsRoot } from '../../src/derive/roots.ts'
import { encodeTransaction } from '../../src/derive/transaction/encode-transaction.ts'
import { blockHashOf } from '../../src/wire/block-hash.ts'
import { toHex } from '../../src/wire/hex.ts'
import type { RecordedBlock } from './fixtures/recording.ts'
import { envelopeOf } from './support/envelope-of.ts'
import { payloadForks } from './support/payload-forks.ts'
import { readBlock, readRecording } from './support/recordings.ts'

describe.for(payloadForks)('what stock programs have encoded, %s', (fork) => {
  const { l1, l2 } = readRecording(fork)

  test.for([
    ['L1', l1],
    ['L2', l2],
  ] as const)('comes back from our codecs byte by byte, %s', ([, blocks]) => {
    for (const recorded of blocks) {
      const { header, transactions, receipts } = readBlock(recorded)
      expect(toHex(encodeHeader(header))).toBe(recorded.header)
      expect(transactions.map((one) => toHex(encodeTransaction(one)))).toEqual(recorded.transactions)
      expect(receipts.map((one) => toHex(encodeReceipt(one)))).toEqual(recorded.receipts)
    }
  })

  test.for([
    ['L1', l1],
    ['L2', l2],
  ] as const)('is what the headers commit to, each the child of the one before, %s', ([, blocks]) => {
    const read = blocks.map(readBlock)
    for (const { header, raw, receipts } of read) {
      expect(transactionsRoot(raw)).toBe(header.transactionsRoot)
      expect(receiptsRoot(receipts)).toBe(header.receiptsRoot)
    }
    const hashes = read.map(({ header }) => header.hash)
    expect(read.slice(1).map(({ header }) => header.parentHash)).toEqual(hashes.slice(0, -1))
  })

  test('has the same hash as a payload', () => {
    for (const { header, raw } of l2.map(readBlock))
      expect(blockHashOf(envelopeOf(header, raw))).toBe(header.hash)
  })

  test('is of every type that there is', () => {
    const takesSetCode = ['isthmus', 'jovian', 'karst', 'lagoon'].includes(fork)
    expect(typesIn(l1)).toEqual(takesSetCode ? [0, 1, 2, 3, 4] : [0, 1, 2, 3])
    expect(typesIn(l2)).toEqual(takesSetCode ? [0, 1, 2, 4, 0x7e] : [0, 1, 2, 0x7e])
  })
})

function typesIn(blocks: readonly RecordedBlock[]): readonly number[] {
  const types = blocks.flatMap((block) => readBlock(block).transactions.map(({ type }) => type))
  return [...new Set(types)].toSorted((a, b) => a - b)
}
