import { expect, test } from 'vitest'
import { originOf } from '../../src/derive/origin-of.ts'
import { withPayload } from './support/mutations.ts'
import { payloadForks } from './support/payload-forks.ts'
import { l2Genesis, word } from './support/rollup.ts'
import { firstOfEpoch, l1InfoTransaction, laterInEpoch } from './support/world.ts'

test.each(payloadForks)('a block of %s names its origin and its place in the epoch', (fork) => {
  const [first, later] = [firstOfEpoch(fork), laterInEpoch(fork)]
  expect(originOf(first.rules.rollup, first.block)).toEqual({
    kind: 'ok',
    value: { origin: { number: 1_234, hash: word(0x1a) }, sequenceNumber: 0 },
  })
  expect(originOf(later.rules.rollup, later.block)).toEqual({
    kind: 'ok',
    value: { origin: { number: 1_233, hash: word(0x19) }, sequenceNumber: 6 },
  })
})

const { rules, block, said } = firstOfEpoch('isthmus')

test('the origin of genesis is in the config', () => {
  const genesis = withPayload(block, {
    blockNumber: l2Genesis.number,
    blockHash: l2Genesis.hash,
    transactions: [],
  })
  expect(originOf(rules.rollup, genesis)).toEqual({
    kind: 'ok',
    value: { origin: rules.rollup.genesis.l1, sequenceNumber: 0 },
  })
})

test('another block in the place of genesis is of another chain', () => {
  const other = withPayload(block, { blockNumber: l2Genesis.number })
  expect(originOf(rules.rollup, other)).toMatchObject({
    kind: 'malformed',
    reason: expect.stringContaining(l2Genesis.hash),
  })
})

test.each([
  ['no transactions', []],
  ['a first transaction of the sequencer', [Uint8Array.of(2, 0xc0)]],
  ['a first deposit without L1 info', [l1InfoTransaction(said.info, { data: Uint8Array.of(1, 2, 3) })]],
] as const)('a block with %s names none', (_, transactions) => {
  expect(originOf(rules.rollup, withPayload(block, { transactions })).kind).toBe('malformed')
})
