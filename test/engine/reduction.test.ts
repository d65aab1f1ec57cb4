import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasDepositsOnly, reductionAttributes } from '../../src/actors/engine/reduction.ts'
import {
  type BlockTraits,
  childBlock,
  genesisBlock,
} from '../../src/adapters/memory/execution-client/blocks.ts'
import { builtBlock, reductionOf } from '../../src/adapters/memory/execution-client/built-block.ts'
import { fromHex } from '../../src/wire/hex.ts'

const genesis = genesisBlock({ withdrawalsRoot: `0x${'66'.repeat(32)}` })
const [deposit, another, transfer, postExec] = (['0x7e01', '0x7e02', '0x02f8', '0x7d00'] as const).map(
  fromHex,
)

function attributesOf(traits: BlockTraits) {
  return reductionAttributes(childBlock(genesis, traits))
}

describe('the attributes of a reduction', () => {
  test('are what the block was built from, and its deposits alone', () => {
    const block = childBlock(genesis, {
      timestamp: 1_800_000_000,
      prevRandao: `0x${'11'.repeat(32)}`,
      feeRecipient: `0x${'22'.repeat(20)}`,
      parentBeaconBlockRoot: `0x${'33'.repeat(32)}`,
      gasLimit: 60_000_000n,
      gasUsed: 42_000n,
      extraData: '0x01000000fa00000006000000000000ff00',
      transactions: [deposit!, transfer!, another!, postExec!],
    })
    expect(reductionAttributes(block)).toEqual({
      timestamp: '0x6b49d200',
      prevRandao: `0x${'11'.repeat(32)}`,
      suggestedFeeRecipient: `0x${'22'.repeat(20)}`,
      withdrawals: [],
      parentBeaconBlockRoot: `0x${'33'.repeat(32)}`,
      transactions: ['0x7e01', '0x7e02'],
      noTxPool: true,
      gasLimit: '0x3938700',
      eip1559Params: '0x000000fa00000006',
      minBaseFee: 0xff00,
    })
  })

  test('say no minimum base fee before Jovian, and no fee parameters before Holocene', () => {
    const holocene = attributesOf({ extraData: '0x00000000fa00000006' })
    expect(holocene).toMatchObject({ eip1559Params: '0x000000fa00000006' })
    expect(holocene).not.toHaveProperty('minBaseFee')
    expect(attributesOf({ extraData: '0x' })).not.toHaveProperty('eip1559Params')
  })

  test('are not made up for a minimum base fee that JSON does not carry exactly', () => {
    expect(attributesOf({ extraData: '0x01000000fa00000006001fffffffffffff' })).not.toBeNull()
    expect(attributesOf({ extraData: '0x01000000fa000000060020000000000000' })).toBeNull()
  })

  test.each(['0x00', '0x01000000fa00000006', '0x00000000fa000000060000000000000000', `0x${'00'.repeat(32)}`])(
    'are not made up for the extra data %s of a fork that we do not know',
    (extraData) => {
      expect(attributesOf({ extraData: extraData as `0x${string}` })).toBeNull()
    },
  )
})

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((array) => Buffer.from(array).toString('hex'))

const traits: fc.Arbitrary<BlockTraits> = fc.record({
  timestamp: fc.integer({ min: 1, max: 2 ** 40 }),
  prevRandao: bytes(32).map((hex) => `0x${hex}` as const),
  feeRecipient: bytes(20).map((hex) => `0x${hex}` as const),
  parentBeaconBlockRoot: bytes(32).map((hex) => `0x${hex}` as const),
  gasLimit: fc.bigInt({ min: 1n, max: 2n ** 63n }),
  gasUsed: fc.bigInt({ min: 0n, max: 2n ** 63n }),
  transactions: fc.array(fc.constantFrom(deposit!, another!, transfer!, postExec!)),
  extraData: fc.oneof(
    fc.constant('0x' as const),
    bytes(8).map((hex) => `0x00${hex}` as const),
    bytes(14).map((hex) => `0x01${hex.slice(0, 16)}0000${hex.slice(16)}` as const),
  ),
  withdrawalsRoot: fc.constant(genesis.payload.withdrawalsRoot!),
})

test('a client that builds from them gives the block without its other transactions', () => {
  fc.assert(
    fc.property(traits, (own) => {
      const block = childBlock(genesis, own)
      const built = builtBlock(genesis, reductionAttributes(block)!)
      expect(built).toEqual(reductionOf(genesis, block))
      expect(hasDepositsOnly(built.payload)).toBe(true)
    }),
  )
})

test.each([
  ['nothing', [], true],
  ['deposits', [deposit!, another!], true],
  ['a transaction after its deposits', [deposit!, transfer!], false],
  ['a post-exec transaction', [deposit!, postExec!], false],
])('a block of %s is its own reduction: %3$s', (_what, transactions, expected) => {
  expect(hasDepositsOnly(childBlock(genesis, { transactions }).payload)).toBe(expected)
})
