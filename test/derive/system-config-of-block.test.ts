import { describe, expect, it } from 'vitest'
import type { RollupConfig } from '../../src/derive/config/rollup-config.ts'
import { encodeDeposit } from '../../src/derive/deposit.ts'
import { encodeL1Info } from '../../src/derive/l1-info/codec.ts'
import type { L1Info } from '../../src/derive/l1-info/l1-info.ts'
import { depositor, predeploys } from '../../src/derive/predeploys.ts'
import { systemConfigOf } from '../../src/derive/system-config/system-config-of.ts'
import type { ExecutionPayload, ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import { isthmusBlock } from '../wire/fixtures.ts'
import { refusal } from '../wire/refusal.ts'
import { l1Infos } from './support/l1-infos.ts'
import { forksUpTo, l2Genesis, rollupOf, systemConfig, word } from './support/rollup.ts'

const time = 1_010
const holoceneExtra = '0x000000007b00000007'
const jovianExtra = '0x010000007b000000070000000000000009'

/** A block with this L1 info, and what else a test cares for. */
function blockWith(info: L1Info, changes: Partial<ExecutionPayload> = {}): ExecutionPayloadEnvelope {
  const first = encodeDeposit({
    sourceHash: word(1),
    from: depositor,
    to: predeploys.l1Block,
    mint: 0n,
    value: 0n,
    gas: 1_000_000n,
    isSystemTransaction: false,
    data: encodeL1Info(info),
  })
  const payload = { ...isthmusBlock.payload, blockNumber: 5, timestamp: time, transactions: [first] }
  return { ...isthmusBlock, payload: { ...payload, extraData: '0x', ...changes } }
}

const { batcher } = l1Infos.bedrock
const scalarV1 = `0x01${'00'.repeat(23)}0000000900000008`
const operatorFeeParams = `0x${'00'.repeat(20)}0000000affffffffffffffff`
const untouched = {
  batcher,
  overhead: word(0),
  scalar: scalarV1,
  gasLimit: 60_000_000n,
  eip1559Params: '0x0000000000000000',
  operatorFeeParams: word(0),
  minBaseFee: 0n,
  daFootprintGasScalar: 0,
}

describe('the system config that a block was made with', () => {
  it('is that of the rollup config for the genesis block, and no other block may stand in its place', () => {
    const genesis = blockWith(l1Infos.jovian, {
      blockNumber: l2Genesis.number,
      blockHash: l2Genesis.hash,
      transactions: [],
    })
    expect(systemConfigOf(rollupOf({}), genesis)).toEqual({ kind: 'ok', value: systemConfig })
    const other = { ...genesis, payload: { ...genesis.payload, blockHash: word(0x66) } }
    expect(systemConfigOf(rollupOf({}), other)).toEqual(
      refusal(/the chain begins with 0x20.* block 0 is 0x66/),
    )
  })

  it('has overhead and scalar as they are before Ecotone', () => {
    const expected = { ...untouched, overhead: word(0x0c), scalar: word(0x5c) }
    expect(systemConfigOf(rollupOf({}), blockWith(l1Infos.bedrock))).toEqual({ kind: 'ok', value: expected })
  })

  it('has the two scalars as version 1 since Ecotone, and no overhead', () => {
    const block = blockWith(l1Infos.ecotone)
    expect(systemConfigOf(rollupOf(forksUpTo('ecotone')), block)).toEqual({ kind: 'ok', value: untouched })
  })

  it('has the EIP-1559 parameters of the header since Holocene', () => {
    const block = blockWith(l1Infos.ecotone, { extraData: holoceneExtra })
    expect(systemConfigOf(rollupOf(forksUpTo('holocene')), block)).toEqual({
      kind: 'ok',
      value: { ...untouched, eip1559Params: '0x0000007b00000007' },
    })
  })

  it('has the operator fee since Isthmus', () => {
    const block = blockWith(l1Infos.isthmus, { extraData: holoceneExtra })
    expect(systemConfigOf(rollupOf(forksUpTo('isthmus')), block)).toEqual({
      kind: 'ok',
      value: { ...untouched, eip1559Params: '0x0000007b00000007', operatorFeeParams },
    })
  })

  it('has the minimum base fee and the DA footprint scalar since Jovian', () => {
    const block = blockWith(l1Infos.jovian, { extraData: jovianExtra })
    expect(systemConfigOf(rollupOf(forksUpTo('jovian')), block)).toEqual({
      kind: 'ok',
      value: {
        ...untouched,
        eip1559Params: '0x0000007b00000007',
        operatorFeeParams,
        minBaseFee: 9n,
        daFootprintGasScalar: 11,
      },
    })
  })

  it('is read in the layout of the fork before from the first block of a fork', () => {
    const first = rollupOf({ ...forksUpTo('isthmus'), jovian: time })
    const block = blockWith(l1Infos.isthmus, { extraData: jovianExtra })
    expect(systemConfigOf(first, block)).toMatchObject({ value: { minBaseFee: 9n, daFootprintGasScalar: 0 } })
    expect(systemConfigOf(first, blockWith(l1Infos.jovian, { extraData: jovianExtra }))).toEqual(
      refusal(/laid out as jovian, and isthmus is due/),
    )
  })
})

describe('the gas limit that a block passes on', () => {
  const karst: RollupConfig = rollupOf({ ...forksUpTo('jovian'), karst: time })
  const bundleGas = 55_370_657n
  const block = blockWith(l1Infos.jovian, { extraData: jovianExtra, gasLimit: 60_000_000n + bundleGas })

  it('is without the gas of the upgrade that Karst brought to it', () => {
    expect(systemConfigOf(karst, block)).toMatchObject({ value: { gasLimit: 60_000_000n } })
  })

  it('keeps that gas on chains that forgot to take it back', () => {
    const kept = systemConfigOf({ ...karst, keepKarstUpgradeGas: true }, block)
    expect(kept).toMatchObject({ value: { gasLimit: 60_000_000n + bundleGas } })
  })

  it('is its own in every other block', () => {
    const later = { ...block, payload: { ...block.payload, timestamp: time + 2 } }
    expect(systemConfigOf(karst, later)).toMatchObject({ value: { gasLimit: 60_000_000n + bundleGas } })
  })

  it('is not known behind an upgrade that this version does not know', () => {
    const lagoon = rollupOf({ ...forksUpTo('karst'), lagoon: time })
    expect(systemConfigOf(lagoon, block)).toEqual(refusal(/upgrade transactions of lagoon are not known/))
  })
})

describe('a block that carries no system config', () => {
  const jovian = rollupOf(forksUpTo('jovian'))

  it('has no transactions, or one in front that is no deposit', () => {
    const empty = blockWith(l1Infos.jovian, { transactions: [] })
    expect(systemConfigOf(jovian, empty)).toEqual(refusal(/block 5 has no L1 info/))
    const signed = blockWith(l1Infos.jovian, { transactions: [Uint8Array.of(2, 0xc0)] })
    expect(systemConfigOf(jovian, signed)).toEqual(refusal(/first transaction of block 5 is no deposit/))
  })

  it.each<[string, `0x${string}`]>([
    ['nothing', '0x'],
    ['what Holocene had', holoceneExtra],
    ['another version', `0x00${jovianExtra.slice(4)}`],
    ['a byte more', `${jovianExtra}00`],
    ['no denominator', `0x01000000000000000${jovianExtra.slice(19)}`],
    ['no elasticity', `0x010000007b000000000000000000000009`],
  ])('has %s in its extra data', (_, extraData) => {
    expect(systemConfigOf(jovian, blockWith(l1Infos.jovian, { extraData }))).toEqual(refusal(/extra data/))
  })

  it('has extra data before Holocene, where there must be none', () => {
    const block = blockWith(l1Infos.ecotone, { extraData: holoceneExtra })
    expect(systemConfigOf(rollupOf(forksUpTo('ecotone')), block)).toEqual(
      refusal(/expected 0 bytes of extra data/),
    )
  })
})
