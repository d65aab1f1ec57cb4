import { describe, expect, it } from 'vitest'
import { isReductionOf } from '../../src/actors/engine/attested-payload.ts'
import {
  type BlockTraits,
  childBlock,
  genesisBlock,
} from '../../src/adapters/memory/execution-client/blocks.ts'

const deposit = (index: number) => Uint8Array.of(0x7e, index)
const transfer = Uint8Array.of(0x02, 0xff)
const withdrawal = { index: 1n, validatorIndex: 2n, address: `0x${'33'.repeat(20)}`, amount: 4n } as const
const digest = `0x${'ab'.repeat(32)}` as const

const parent = genesisBlock()
const common: BlockTraits = {
  prevRandao: digest,
  extraData: '0x00000000fa00000006',
  withdrawals: [withdrawal],
  withdrawalsRoot: digest,
}
const ours = childBlock(parent, {
  ...common,
  gasUsed: 90_000n,
  transactions: [deposit(1), transfer, deposit(2), transfer],
})
const reduced: BlockTraits = {
  ...common,
  gasUsed: 60_000n,
  stateRoot: digest,
  transactions: [deposit(1), deposit(2)],
}

describe('an attested payload is the reduction of our block', () => {
  it('when it has our deposits in their order, and nothing else that we chose', () => {
    expect(isReductionOf(ours, childBlock(parent, reduced))).toBe(true)
  })

  it('when our block has nothing but deposits, and it is that block', () => {
    const block = childBlock(parent, reduced)
    expect(isReductionOf(block, block)).toBe(true)
  })

  it.each<[string, BlockTraits]>([
    ['a transaction of ours too many', { transactions: [deposit(1), transfer, deposit(2)] }],
    ['a deposit too few', { transactions: [deposit(1)] }],
    ['a deposit that is not ours', { transactions: [deposit(1), deposit(3)] }],
    ['our deposits in another order', { transactions: [deposit(2), deposit(1)] }],
    ['another time', { timestamp: ours.payload.timestamp + 1 }],
    ['other randomness', { prevRandao: `0x${'cd'.repeat(32)}` }],
    ['another fee recipient', { feeRecipient: `0x${'11'.repeat(20)}` }],
    ['another gas limit', { gasLimit: 1n }],
    ['other fee parameters', { extraData: '0x00000000fa00000008' }],
    ['another parent beacon root', { parentBeaconBlockRoot: digest }],
    ['no withdrawal', { withdrawals: [] }],
    ['a withdrawal of another amount', { withdrawals: [{ ...withdrawal, amount: 5n }] }],
  ])('not with %s', (_what, traits) => {
    expect(isReductionOf(ours, childBlock(parent, { ...reduced, ...traits }))).toBe(false)
  })

  it('not on another parent, nor before the fork of ours', () => {
    expect(isReductionOf(ours, childBlock(genesisBlock({ salt: 'other' }), reduced))).toBe(false)
    const { withdrawalsRoot: _, ...ecotone } = reduced
    expect(isReductionOf(ours, childBlock(parent, ecotone))).toBe(false)
  })
})
