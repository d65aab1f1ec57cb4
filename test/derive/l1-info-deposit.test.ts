import { describe, expect, it } from 'vitest'
import type { Deposit } from '../../src/derive/deposit.ts'
import type { ForkTimes } from '../../src/derive/forks.ts'
import type { SealedHeader } from '../../src/derive/header.ts'
import { decodeL1Info } from '../../src/derive/l1-info/codec.ts'
import type { L1Info } from '../../src/derive/l1-info/l1-info.ts'
import { l1InfoDeposit } from '../../src/derive/l1-info/l1-info-deposit.ts'
import { l1InfoSource } from '../../src/derive/source-hash.ts'
import type { SystemConfig } from '../../src/derive/system-config.ts'
import type { Decoded } from '../../src/wire/decoded.ts'
import { refusal } from '../wire/refusal.ts'
import { decodedValue } from './support/decoded-value.ts'
import { l1Header } from './support/l1-header.ts'
import { forksUpTo, rollupOf, rulesOf, systemConfig, word } from './support/rollup.ts'

const origin = l1Header()

/** The second block of a chain that has these forks from the start. */
function depositOf(
  forks: Partial<ForkTimes>,
  config: SystemConfig = systemConfig,
  header: SealedHeader = origin,
) {
  const rules = rulesOf(rollupOf(forks))
  return l1InfoDeposit(rules, { config, origin: header, sequenceNumber: 3, parentTime: 1_000, time: 1_002 })
}

function infoOf(deposit: Decoded<Deposit>): L1Info {
  return decodedValue(decodeL1Info(decodedValue(deposit).data))
}

describe('the L1 info deposit', () => {
  it('goes from the depositor to the L1Block contract, and is told by origin and sequence number', () => {
    expect(depositOf(forksUpTo('jovian'))).toMatchObject({
      value: {
        sourceHash: l1InfoSource(origin.hash, 3),
        from: '0xdeaddeaddeaddeaddeaddeaddeaddeaddead0001',
        to: '0x4200000000000000000000000000000000000015',
        mint: 0n,
        value: 0n,
        gas: 1_000_000n,
        isSystemTransaction: false,
      },
    })
  })

  it('was a system transaction with gas that nobody paid before Regolith, whose first block has the new rule', () => {
    expect(depositOf({})).toMatchObject({ value: { gas: 150_000_000n, isSystemTransaction: true } })
    expect(depositOf({ regolith: 1_002 })).toMatchObject({
      value: { gas: 1_000_000n, isSystemTransaction: false },
    })
  })

  it('says where L1 stands and who the batcher is, in every layout', () => {
    for (const forks of [{}, forksUpTo('ecotone'), forksUpTo('isthmus'), forksUpTo('jovian')]) {
      expect(infoOf(depositOf(forks))).toMatchObject({
        number: 1_234,
        time: 1_750_000_000,
        baseFee: 1_000_000_007n,
        blockHash: origin.hash,
        sequenceNumber: 3,
        batcher: systemConfig.batcher,
      })
    }
  })

  it('carries overhead and scalar as they are before Ecotone', () => {
    const config = { ...systemConfig, overhead: word(0x0c), scalar: word(0x5c) }
    expect(infoOf(depositOf({}, config))).toMatchObject({
      layout: 'bedrock',
      overhead: word(0x0c),
      scalar: word(0x5c),
    })
  })

  it('carries the two scalars and the blob base fee since Ecotone', () => {
    const costly = l1Header({ excessBlobGas: 10_000_000n })
    expect(infoOf(depositOf(forksUpTo('ecotone'), systemConfig, costly))).toMatchObject({
      layout: 'ecotone',
      baseFeeScalar: 0x146b,
      blobBaseFeeScalar: 0x0f79c5,
      blobBaseFee: 7n,
    })
  })

  it('carries the operator fee since Isthmus, whatever stands in front of it in its word', () => {
    const operatorFeeParams = `0x${'ff'.repeat(20)}0000000a000000000000000b` as const
    const deposit = depositOf(forksUpTo('isthmus'), { ...systemConfig, operatorFeeParams })
    expect(infoOf(deposit)).toMatchObject({ operatorFeeScalar: 10, operatorFeeConstant: 11n })
  })

  it('carries the DA footprint scalar since Jovian, which is 400 where L1 has set none', () => {
    expect(infoOf(depositOf(forksUpTo('jovian')))).toMatchObject({ daFootprintGasScalar: 400 })
    const set = depositOf(forksUpTo('jovian'), { ...systemConfig, daFootprintGasScalar: 7 })
    expect(infoOf(set)).toMatchObject({ daFootprintGasScalar: 7 })
  })

  it.each([
    ['the largest that fits', `0x${'00'.repeat(28)}ffffffff`, 0xffff_ffff],
    ['one too large for Ecotone', `0x${'00'.repeat(27)}0100000001`, 0xffff_ffff],
    ['one that is small', `0x${'00'.repeat(28)}000a6fe0`, 0x0a6fe0],
  ] as const)('takes a scalar of Bedrock, %s, for that of the base fee', (_, scalar, baseFeeScalar) => {
    const deposit = depositOf(forksUpTo('ecotone'), { ...systemConfig, scalar })
    expect(infoOf(deposit)).toMatchObject({ baseFeeScalar, blobBaseFeeScalar: 0 })
  })

  it.each([
    ['of an unknown version', `0x02${'00'.repeat(31)}`],
    ['of version 1 with something in between', `0x01${'00'.repeat(22)}01${'00'.repeat(8)}`],
  ] as const)('cannot be made of a scalar %s', (_, scalar) => {
    expect(depositOf(forksUpTo('ecotone'), { ...systemConfig, scalar })).toEqual(
      refusal(/of no known version/),
    )
  })

  it('cannot be made of an L1 block from before London', () => {
    const { baseFeePerGas: _, ...old } = origin
    expect(depositOf(forksUpTo('jovian'), systemConfig, old)).toEqual(refusal(/older than London/))
  })

  it('cannot be made where the blob base fee is not known', () => {
    const rules = { ...rulesOf(rollupOf(forksUpTo('ecotone'))), l1: { chainId: 900, blobFeeSteps: [] } }
    const facts = { config: systemConfig, sequenceNumber: 0, parentTime: 1_000, time: 1_002 }
    const costly = l1Header({ excessBlobGas: 1n })
    expect(l1InfoDeposit(rules, { ...facts, origin: costly })).toEqual(refusal(/no blob fee is known/))
  })
})
