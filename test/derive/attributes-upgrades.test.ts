import { describe, expect, test } from 'vitest'
import { attributesOf } from '../../src/derive/attributes/attributes-of.ts'
import { consolidateBlock } from '../../src/derive/consolidate-block.ts'
import { encodeDeposit } from '../../src/derive/deposit.ts'
import { keccak256 } from '../../src/wire/hash.ts'
import { fromHex, toHex } from '../../src/wire/hex.ts'
import type { ExecutionPayloadEnvelope, Hex } from '../../src/wire/payload.ts'
import { activationOf, attributesIn, withForks } from './support/activation.ts'
import { withPayload } from './support/mutations.ts'
import { describeWithVectors, readVector } from './support/vectors.ts'
import { blockTime, firstOfEpoch, laterInEpoch, sequencers, type World } from './support/world.ts'

const karstGas = 55_370_657n
const bundle = 'upgrades/karst_nut_bundle.json'

describe('the first block of a fork', () => {
  test.each([
    ['fjord', 3, true],
    ['granite', 0, true],
    ['holocene', 0, true],
    ['isthmus', 8, true],
    ['jovian', 5, false],
    ['karst', 31, false],
  ] as const)('%s brings %i transactions, and lets the sequencer in: %s', (fork, count, mayHaveMore) => {
    const attributes = attributesIn(activationOf(fork))
    expect(attributes.forced.length).toBe(1 + count)
    expect(attributes.forced.slice(1).every(({ what }) => what.startsWith('upgrade '))).toBe(true)
    expect(attributes.mayHaveMore).toBe(mayHaveMore)
  })

  test('has the L1 info of the fork before, and its own shape', () => {
    const isthmus = activationOf('isthmus')
    const { forced, version } = attributesIn(isthmus)
    expect(forced[0]!.data).toEqual(attributesIn(laterInEpoch('holocene')).forced[0]!.data)
    expect(version).toBe(4)
  })

  test('has Canyon’s fee parameters in Holocene, since L1 has set none', () => {
    const { rules, ...rest } = activationOf('holocene')
    const ofItsOwn = {
      ...rules,
      rollup: { ...rules.rollup, canyonEip1559Params: '0x0000012c00000007' } as const,
    }
    expect(attributesIn({ ...rest, rules: ofItsOwn }).extraData).toBe('0x000000012c00000007')
  })

  test('has its upgrade behind the deposits of users', () => {
    const world = firstOfEpoch('holocene')
    const { forced } = attributesIn({ ...world, rules: withForks(world.rules, { isthmus: blockTime }) })
    expect(forced.slice(0, 5).map(({ what }) => what.split(' ')[0])).toEqual([
      'L1',
      'deposit',
      'deposit',
      'deposit',
      'upgrade',
    ])
  })

  test('of Lagoon cannot be derived: its upgrade is not settled', () => {
    const { rules, parent, origin } = activationOf('lagoon')
    expect(attributesOf(rules, parent, origin)).toMatchObject({
      kind: 'underivable',
      reason: expect.stringContaining('lagoon'),
    })
  })

  test('of Jovian with a transaction of the sequencer says so', () => {
    const world = activationOf('jovian')
    const consolidation = consolidateBlock(world.rules, world.parent, world.block, world.origin)
    expect(consolidation.kind === 'differs' && consolidation.differences).toContainEqual({
      field: 'transactions',
      expected: 'none but deposits',
      seen: `${sequencers.length} behind the deposits`,
    })
  })
})

describe('the gas of Karst’s upgrade', () => {
  const karst = activationOf('karst')
  const parentGas = karst.parent.payload.gasLimit

  test('is on top of the gas limit in its block', () => {
    expect(attributesIn(karst).gasLimit).toBe(parentGas + karstGas)
  })

  test.each([
    [false, parentGas],
    [true, parentGas + karstGas],
  ])('stays with the chain where its config keeps it: %s', (keepKarstUpgradeGas, gasLimit) => {
    const rules = { ...karst.rules, rollup: { ...karst.rules.rollup, keepKarstUpgradeGas } }
    // A block of Karst's activation, as the parent of the next.
    const parent = withPayload(karst.block, {
      gasLimit: parentGas + karstGas,
      transactions: karst.block.payload.transactions.slice(0, 1),
    })
    expect(attributesIn({ rules, parent, origin: karst.origin }).gasLimit).toBe(gasLimit)
  })
})

/** How many of them are stored. */
const stored = { fjord: 3, isthmus: 8 } as const

describeWithVectors('with the transactions that chains had', ['upgrades/isthmus_tx_0.hex', bundle], () => {
  test.each(['fjord', 'isthmus'] as const)('the first block of %s is what L1 makes of it', (fork) => {
    const world = activationOf(fork)
    const upgrade = Array.from({ length: stored[fork] }, (_, i) =>
      fromHex(hexOf(readVector(`upgrades/${fork}_tx_${i}.hex`))),
    )
    const block = activationBlock(world, upgrade, sequencers)
    expect(consolidationOf(world, block)).toEqual({ kind: 'same' })
    expectEachByteToCount(world, block, upgrade.length)
  })

  test('the first block of Karst is what L1 makes of it', () => {
    const world = activationOf('karst')
    const block = activationBlock(world, karstTransactions(), [])
    expect(consolidationOf(world, block)).toEqual({ kind: 'same' })
    expectEachByteToCount(world, block, 31)
  })
})

function consolidationOf({ rules, parent, origin }: World, block: ExecutionPayloadEnvelope) {
  return consolidateBlock(rules, parent, block, origin)
}

/** The world's block as the first of a fork: everything but its transactions as derived. */
function activationBlock(
  world: World,
  upgrade: readonly Uint8Array[],
  rest: readonly Uint8Array[],
): ExecutionPayloadEnvelope {
  const { gasLimit, extraData, version } = attributesIn(world)
  const transactions = [world.block.payload.transactions[0]!, ...upgrade, ...rest]
  return { ...withPayload(world.block, { gasLimit, extraData, transactions }), version }
}

/** The last byte of each, which is code or call data. */
function expectEachByteToCount(world: World, block: ExecutionPayloadEnvelope, count: number): void {
  for (let i = 1; i <= count; i++) {
    const altered = Uint8Array.from(block.payload.transactions[i]!)
    altered[altered.length - 1]! ^= 1
    const transactions = block.payload.transactions.with(i, altered)
    const consolidation = consolidationOf(world, withPayload(block, { transactions }))
    expect(consolidation).toMatchObject({
      differences: [{ field: expect.stringMatching(`^transactions\\[${i}\\] \\(upgrade .*\\)\\.data$`) }],
    })
  }
}

interface Bundle {
  readonly transactions: readonly BundleTransaction[]
}

interface BundleTransaction {
  readonly intent: string
  readonly from: Hex
  readonly to: Hex | null
  readonly gasLimit: number
  readonly data: Hex
}

function karstTransactions(): readonly Uint8Array[] {
  const { transactions } = JSON.parse(readVector(bundle)) as Bundle
  return transactions.map(({ intent, from, to, gasLimit, data }, i) =>
    encodeDeposit({
      sourceHash: upgradeSourceOf(`karst ${i}: ${intent}`),
      from: from.toLowerCase() as Hex,
      to: to === null ? null : (to.toLowerCase() as Hex),
      mint: 0n,
      value: 0n,
      gas: BigInt(gasLimit),
      isSystemTransaction: false,
      data: fromHex(data),
    }),
  )
}

/** By the specs: domain 2 and the hash of the intent. */
function upgradeSourceOf(intent: string): Hex {
  const domain = Uint8Array.from({ length: 32 }, (_, i) => (i === 31 ? 2 : 0))
  return toHex(keccak256(domain, keccak256(new TextEncoder().encode(intent))))
}

function hexOf(text: string): Hex {
  const digits = text.trim()
  return digits.startsWith('0x') ? (digits as Hex) : `0x${digits}`
}
