import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blobBaseFee } from '../../src/derive/l1-info/blob-base-fee.ts'
import type { Rules } from '../../src/derive/rules.ts'
import { refusal } from '../wire/refusal.ts'
import { l1Header } from './support/l1-header.ts'
import { rollupOf, rulesOf } from './support/rollup.ts'

const cancun = 3_338_477n
const prague = 5_007_716n
const rules = rulesOf(rollupOf({}))

describe('the blob base fee of an L1 block', () => {
  it.each([
    [0n, 1n],
    [2_314_057n, 1n],
    [2_314_058n, 2n],
    [10_000_000n, 19n],
  ])('of %s excess blob gas at the pace of Cancun is %s wei', (excess, fee) => {
    expect(at(excess, withSteps({ time: 0, baseFeeUpdateFraction: cancun }))).toEqual({
      kind: 'ok',
      value: fee,
    })
  })

  it('is e to the power of excess by fraction, rounded down in each of its terms', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 20n * prague }), (excess) => {
        const fee = Number((at(excess, rules) as { value: bigint }).value)
        const real = Math.exp(Number(excess) / Number(prague))
        expect(fee).toBeLessThanOrEqual(real)
        expect(fee).toBeGreaterThan(real * (1 - 1e-5) - 1)
      }),
    )
  })

  it('is one wei before L1 has blobs, whatever schedule is known', () => {
    const { excessBlobGas: _, ...london } = l1Header()
    expect(blobBaseFee(london, withSteps())).toEqual({ kind: 'ok', value: 1n })
  })

  it('goes by the step that is due at the time of the block', () => {
    const stepped = withSteps(
      { time: 100, baseFeeUpdateFraction: cancun },
      { time: 200, baseFeeUpdateFraction: prague },
    )
    const feeAt = (timestamp: number) =>
      blobBaseFee(l1Header({ timestamp, excessBlobGas: 20_000_000n }), stepped)
    expect(feeAt(199)).toEqual(at(20_000_000n, withSteps({ time: 0, baseFeeUpdateFraction: cancun })))
    expect(feeAt(200)).toEqual(at(20_000_000n, withSteps({ time: 0, baseFeeUpdateFraction: prague })))
    expect(feeAt(199)).not.toEqual(feeAt(200))
  })

  it('keeps the pace of Cancun for as long as the chain says', () => {
    const kept = rulesOf(rollupOf({}, { pectraBlobScheduleTime: 200 }))
    const feeAt = (timestamp: number) =>
      blobBaseFee(l1Header({ timestamp, excessBlobGas: 20_000_000n }), kept)
    expect(feeAt(199)).toEqual(at(20_000_000n, withSteps({ time: 0, baseFeeUpdateFraction: cancun })))
    expect(feeAt(200)).toEqual(at(20_000_000n, withSteps({ time: 0, baseFeeUpdateFraction: prague })))
  })

  it('is not guessed where no schedule of L1 is known for the time', () => {
    expect(at(1n, withSteps())).toEqual(refusal(/no blob fee is known for L1 900 at/))
  })

  it('is refused beyond 256 bits, without computing an absurd one', () => {
    expect(at(177n * prague, rules)).toMatchObject({ kind: 'ok' })
    expect(at((17_745n * prague) / 100n, rules)).toEqual(refusal(/beyond 256 bits/))
    expect(at(2n ** 64n - 1n, rules)).toEqual(refusal(/beyond 256 bits/))
  })
})

function at(excessBlobGas: bigint, by: Rules) {
  return blobBaseFee(l1Header({ excessBlobGas }), by)
}

function withSteps(...blobFeeSteps: Rules['l1']['blobFeeSteps']): Rules {
  return { ...rules, l1: { chainId: 900, blobFeeSteps } }
}
