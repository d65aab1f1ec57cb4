import { describe, expect, it } from 'vitest'
import type { BlockRef } from '../../machines/values.ts'
import { isReductionOf } from '../../src/actors/engine/attested-payload.ts'
import {
  type BlockTraits,
  childBlock,
  genesisBlock,
} from '../../src/adapters/memory/execution-client/blocks.ts'
import { invalid } from '../../src/adapters/memory/execution-client/rules.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import { denial, o, openReplaceable, replacement, replacing, t, theirs } from './replaceable.ts'
import { live } from './world.ts'

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

describe('an attested block that is held as a whole', () => {
  const reducing = { ours: o(6), parent: o(5), attested: t(6) }
  const holding = (payload: ExecutionPayloadEnvelope) => ({
    attestedPayload: (block: BlockRef) => (block.hash === payload.payload.blockHash ? payload : null),
  })

  it('takes the place of ours without being built', async () => {
    const { gate, control, onDisk } = await openReplaceable(holding(replacement))
    control.faults.always({ kind: 'down' }, 'getPayload')
    expect(await gate.reduce(reducing, live)).toEqual({ kind: 'ok', value: t(6).hash })
    const outcome = await gate.replace(replacing, live, (fact) => onDisk.push(fact))
    expect(outcome).toEqual({ kind: 'replaced', head: t(6) })
    expect(onDisk).toEqual([denial])
    expect(control.labels()).toMatchObject({ head: t(6), safe: o(5) })
  })

  it('is compared with ours, which is built where it is something else', async () => {
    const lie = childBlock(theirs[5]!, { ...busyTraitsOf(replacement), salt: 'other randomness' })
    const attested = { number: 6, hash: lie.payload.blockHash }
    const { gate } = await openReplaceable(holding(lie))
    expect(await gate.reduce({ ...reducing, attested }, live)).toEqual({ kind: 'ok', value: t(6).hash })
  })

  it('that does not execute to what it says is found out by building ours', async () => {
    const lie = childBlock(theirs[5]!, { ...busyTraitsOf(replacement), stateRoot: digest })
    const attested = { number: 6, hash: lie.payload.blockHash }
    const { gate, control } = await openReplaceable(holding(lie))
    expect(await gate.reduce({ ...reducing, attested }, live)).toEqual({ kind: 'ok', value: attested.hash })
    control.faults.next('newPayload', { kind: 'status', status: invalid(null, 'bad state root') })
    const denying = () => expect.unreachable()
    expect(await gate.replace({ at: attested, denied: o(6).hash }, live, denying)).toMatchObject({
      kind: 'not-the-attested',
    })
    expect(await gate.reduce({ ...reducing, attested }, live)).toEqual({ kind: 'ok', value: t(6).hash })
    expect(control.labels()).toMatchObject({ head: o(9), safe: o(5) })
  })
})

/** All that a block has of its own. */
function busyTraitsOf({ payload, parentBeaconBlockRoot }: ExecutionPayloadEnvelope): BlockTraits {
  const { blockHash: _, parentHash: __, blockNumber: ___, prevRandao: ____, ...own } = payload
  return { ...own, parentBeaconBlockRoot }
}
