import { describe, expect, test } from 'vitest'
import { attributesOf } from '../../src/derive/attributes/attributes-of.ts'
import type { ForkTimes } from '../../src/derive/forks.ts'
import type { Log } from '../../src/derive/receipt.ts'
import type { Rules } from '../../src/derive/rules.ts'
import { attributesIn } from './support/activation.ts'
import { eventOf, kinds, uintWord } from './support/config-events.ts'
import { depositEvent, receiptOf } from './support/l1-events.ts'
import { withPayload } from './support/mutations.ts'
import { payloadForks } from './support/payload-forks.ts'
import { forksUpTo, l2Genesis, rollupOf, rulesOf, word } from './support/rollup.ts'
import { blockTime, firstOfEpoch, laterInEpoch } from './support/world.ts'

const first = firstOfEpoch('jovian')
const later = laterInEpoch('jovian')
const { rollup } = first.rules

describe('from L1', () => {
  test('comes the randomness, and the root of its beacon chain, which is zero where it has none', () => {
    const { parentBeaconBlockRoot: _, ...header } = { ...first.origin.header, mixHash: word(0x77) }
    const attributes = attributesIn({ ...first, origin: { ...first.origin, header } })
    expect(attributes.prevRandao).toBe(word(0x77))
    expect(attributes.parentBeaconBlockRoot).toBe(word(0))
    expect(attributesIn(first).parentBeaconBlockRoot).toBe(word(0xbb))
  })

  test('comes what the first block of an epoch takes, and nothing for the others', () => {
    expect(attributesIn(first).forced.map(({ what }) => what)).toEqual([
      'L1 info',
      'deposit of log 1',
      'deposit of log 4',
      'deposit of log 5',
    ])
    const others = { ...later, origin: { ...later.origin, receipts: first.origin.receipts } }
    expect(attributesIn(others)).toEqual(attributesIn(later))
  })

  test('comes a deposit that cannot be read: no block can be derived then', () => {
    const event = depositEvent(rollup.depositContract, { ...first.said.deposits[0]! })
    expect(withLogs({ ...event, data: event.data.subarray(0, -32) })).toMatchObject({
      kind: 'underivable',
      reason: expect.stringContaining('log 0'),
    })
  })

  test('comes a config update that cannot be read: it changes nothing', () => {
    const event = eventOf(kinds.gasLimit, uintWord(5n))
    const outcome = withLogs({ ...event, data: event.data.subarray(0, -1) })
    expect(outcome).toMatchObject({ kind: 'attributes', attributes: { gasLimit: 60_000_000n } })
  })

  test('come fee parameters and a minimum base fee, into the extra data', () => {
    const params = eventOf(kinds.eip1559, uintWord((0x64n << 32n) | 0x0an))
    const minimum = eventOf(kinds.minBaseFee, uintWord(0x1234n))
    expect(withLogs(params, minimum)).toMatchObject({
      attributes: { extraData: '0x01000000640000000a0000000000001234' },
    })
  })

  test('come fee parameters of zero: then they are Canyon’s', () => {
    const zeros = eventOf(kinds.eip1559, uintWord(0n))
    expect(withLogs(zeros)).toMatchObject({
      attributes: { extraData: '0x01000000fa000000060000000000000009' },
    })
  })

  test('the receipts must be there for the first block of an epoch: anything else is a defect of ours', () => {
    const { rules, parent, origin } = first
    expect(() => attributesOf(rules, parent, { ...origin, receipts: null })).toThrow(TypeError)
  })

  function withLogs(...logs: readonly Log[]) {
    const origin = { ...first.origin, receipts: [receiptOf(logs)] }
    return attributesOf(first.rules, first.parent, origin)
  }
})

describe('from the parent', () => {
  test('come height, time and hash', () => {
    expect(attributesIn(first)).toMatchObject({ number: 101, timestamp: blockTime, parentHash: word(0x64) })
  })

  test('comes the system config, so that the child of genesis has that of the chain config', () => {
    expect(attributesIn(childOfGenesis(first.rules))).toMatchObject({
      number: 1,
      gasLimit: rollup.genesis.systemConfig.gasLimit,
      forced: [{ what: 'L1 info' }],
    })
  })

  test.each([
    ['without L1 info', { transactions: [] }],
    ['with extra data of another fork', { extraData: '0x00000000fa00000006' }],
  ] as const)('%s comes nothing: no block can be derived', (_, changes) => {
    const parent = withPayload(first.parent, changes)
    expect(attributesOf(first.rules, parent, first.origin)).toMatchObject({ kind: 'underivable' })
  })
})

describe('a fork that this version does not know', () => {
  const unknown = { name: 'orbit', time: blockTime }
  const rules = { ...first.rules, rollup: { ...rollup, unknownForks: [unknown] } }

  test('ends what can be told, from its first block on', () => {
    const { parent, origin } = first
    expect(attributesOf(rules, parent, origin)).toEqual({ kind: 'unknown-fork', ...unknown })
    const before = { ...rules.rollup, unknownForks: [{ ...unknown, time: blockTime + 1 }] }
    expect(attributesOf({ ...rules, rollup: before }, parent, origin)).toMatchObject({ kind: 'attributes' })
  })

  test('is passed over where an operator said so', () => {
    const attributes = attributesIn({ ...first, rules: { ...rules, pastUnknownForks: true } })
    expect(attributes).toEqual(attributesIn(first))
  })
})

test.each(payloadForks)('the shape of a block in %s', (fork) => {
  const { version, withdrawals, extraData } = attributesIn(firstOfEpoch(fork))
  const has = (since: string) =>
    payloadForks.indexOf(fork) >= (payloadForks as readonly string[]).indexOf(since)
  expect(version).toBe(has('isthmus') ? 4 : 3)
  expect(withdrawals).toEqual([])
  expect(extraData.length).toBe(has('jovian') ? 36 : has('holocene') ? 20 : 2)
})

test('before Canyon there are no withdrawals, and before Ecotone no beacon root', () => {
  const shapeIn = (forks: Partial<ForkTimes>) => attributesIn(childOfGenesis(rulesOf(rollupOf(forks))))
  expect(shapeIn({})).toMatchObject({ withdrawals: null, parentBeaconBlockRoot: null, version: 3 })
  expect(shapeIn(forksUpTo('delta'))).toMatchObject({ withdrawals: [], parentBeaconBlockRoot: null })
  expect(shapeIn(forksUpTo('ecotone'))).toMatchObject({ withdrawals: [], parentBeaconBlockRoot: word(0xbb) })
})

/** The first block behind genesis, in the first epoch behind that of genesis. */
function childOfGenesis(rules: Rules) {
  const parent = withPayload(first.parent, {
    blockNumber: l2Genesis.number,
    blockHash: l2Genesis.hash,
    transactions: [],
    gasLimit: 5n,
  })
  const header = { ...first.origin.header, number: 8, parentHash: rules.rollup.genesis.l1.hash }
  return { rules, parent, origin: { header, receipts: [], next: null } }
}
