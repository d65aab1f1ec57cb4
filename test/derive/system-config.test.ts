import fc from 'fast-check'
import { concat, pad } from 'viem'
import { describe, expect, it } from 'vitest'
import type { Hash } from '../../machines/values.ts'
import type { Receipt } from '../../src/derive/receipt.ts'
import { applyConfigUpdates } from '../../src/derive/system-config/apply-config-updates.ts'
import type { SystemConfig } from '../../src/derive/system-config.ts'
import { eventOf, kinds, uintWord } from './support/config-events.ts'
import { receiptOf } from './support/l1-events.ts'
import { rollupOf, systemConfig, word } from './support/rollup.ts'

const ecotoneTime = 500
const rollup = rollupOf({ ecotone: ecotoneTime })
const scalarV1: Hash = `0x01${'00'.repeat(23)}000000aa000000bb`

describe('the system config after an L1 block', () => {
  function updatedBy(receipts: readonly Receipt[], l1Time = ecotoneTime): SystemConfig {
    return applyConfigUpdates(systemConfig, receipts, rollup, l1Time)
  }

  const gasLimitOf = (value: bigint) => eventOf(kinds.gasLimit, uintWord(value))

  it('is the one before where no event concerns it', () => {
    const foreign = { ...gasLimitOf(1n), address: word(9).slice(0, 42) as Hash }
    const otherEvent = { ...gasLimitOf(1n), topics: [word(1), word(0), uintWord(2n)] }
    const failed = receiptOf([gasLimitOf(1n)], false)
    expect(updatedBy([receiptOf([foreign, otherEvent, { ...foreign, topics: [] }]), failed])).toEqual(
      systemConfig,
    )
  })

  it('has what the last event set, in the order of the logs', () => {
    const batcher = eventOf(kinds.batcher, pad(`0x${'0b'.repeat(20)}`))
    const changed = updatedBy([receiptOf([gasLimitOf(1n), batcher]), receiptOf([gasLimitOf(2n)])])
    expect(changed).toEqual({ ...systemConfig, batcher: `0x${'0b'.repeat(20)}`, gasLimit: 2n })
  })

  it('passes over a malformed event, and takes those around it', () => {
    const malformed = { ...gasLimitOf(7n), data: new Uint8Array(1) }
    const minBaseFee = eventOf(kinds.minBaseFee, uintWord(3n))
    expect(updatedBy([receiptOf([gasLimitOf(5n), malformed, minBaseFee])])).toEqual({
      ...systemConfig,
      gasLimit: 5n,
      minBaseFee: 3n,
    })
  })

  it('takes overhead and scalar as they are before Ecotone, by the time of the L1 block', () => {
    const event = eventOf(kinds.feeScalars, concat([word(0x0e), word(0x5c)]))
    expect(updatedBy([receiptOf([event])], ecotoneTime - 1)).toEqual({
      ...systemConfig,
      overhead: word(0x0e),
      scalar: word(0x5c),
    })
  })

  it.each<[string, Hash]>([
    ['version 1', scalarV1],
    ['version 0', uintWord(2n ** 32n - 1n)],
  ])('drops the overhead and takes a scalar of %s since Ecotone', (_, scalar) => {
    const config = { ...systemConfig, overhead: word(0x0d) }
    const event = eventOf(kinds.feeScalars, concat([word(0x0e), scalar]))
    expect(applyConfigUpdates(config, [receiptOf([event])], rollup, ecotoneTime)).toEqual({
      ...systemConfig,
      overhead: word(0),
      scalar,
    })
  })

  it.each<[string, Hash]>([
    ['of version 2', `0x02${'00'.repeat(31)}`],
    ['of version 1 with something in between', `0x01${'00'.repeat(22)}01${'00'.repeat(8)}`],
    ['of version 0 that is too large', uintWord(2n ** 32n)],
  ])('passes over a scalar %s since Ecotone', (_, scalar) => {
    const event = eventOf(kinds.feeScalars, concat([word(0x0e), scalar]))
    expect(updatedBy([receiptOf([event])])).toEqual(systemConfig)
  })

  it('does not change the config that it was given', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (gasLimit) => {
        const before = { ...systemConfig }
        expect(applyConfigUpdates(before, [receiptOf([gasLimitOf(gasLimit)])], rollup, 0).gasLimit).toBe(
          gasLimit,
        )
        expect(before).toEqual(systemConfig)
      }),
    )
  })
})
