import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeRollupConfig } from '../../../src/derive/config/decode-rollup-config.ts'
import type { RollupConfig } from '../../../src/derive/config/rollup-config.ts'
import { forkNames } from '../../../src/derive/forks.ts'
import { pathsOf, rollupJson, withValue } from './config.ts'

const zeroHash = `0x${'00'.repeat(32)}`
const zeroAddress = `0x${'00'.repeat(20)}`

describe('whatever stands in a rollup config', () => {
  const anywhere = fc.constantFrom(...pathsOf(rollupJson()), 'alt_da', 'lagoon_time', 'other_time')
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(
      undefined,
      0,
      1,
      1001,
      2 ** 53,
      -0,
      Number.NaN,
      zeroHash,
      zeroAddress,
      '0x',
      '0x3e9',
      '__proto__',
    ),
  )

  it('it decodes to something that holds together, or is refused; it never crashes', () => {
    const change = fc.tuple(anywhere, anything)
    const property = fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const json = changes
        .toSorted(([a], [b]) => b.length - a.length)
        .reduce((seen, [path, value]) => withValue(seen, path, value), rollupJson())
      const decoded = decodeRollupConfig(json)
      if (decoded.kind === 'ok') expectSound(decoded.value)
      else expect(decoded.reason).toMatch(/^.{1,300}$/)
    })
    fc.assert(property, { numRuns: 2_000 })
  })

  it('and be it no config at all', () => {
    const property = fc.property(fc.anything(), (json) => {
      expect(decodeRollupConfig(json).kind).toBe('malformed')
    })
    fc.assert(property, { numRuns: 1_000 })
  })
})

/** What every rule that reads a config takes for granted. */
function expectSound(config: RollupConfig): void {
  const { genesis, forks } = config
  const times = forkNames.flatMap((name) => forks[name] ?? [])
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  const { batcher, overhead, scalar, eip1559Params, operatorFeeParams } = genesis.systemConfig
  for (const hash of [genesis.l1.hash, genesis.l2.hash, overhead, scalar, operatorFeeParams]) {
    expect(hash).toMatch(/^0x[0-9a-f]{64}$/)
  }
  for (const address of [batcher, config.depositContract, config.l1SystemConfig]) {
    expect(address).toMatch(/^0x[0-9a-f]{40}$/)
  }
  for (const params of [eip1559Params, config.canyonEip1559Params]) expect(params).toMatch(/^0x[0-9a-f]{16}$/)
  const { l1ChainId, l2ChainId, blockTimeSeconds, maxSequencerDriftSeconds } = config
  for (const count of [l1ChainId, l2ChainId, blockTimeSeconds, maxSequencerDriftSeconds, genesis.l2Time]) {
    expect(count).toBeGreaterThan(0)
  }
  for (const count of [...times, l1ChainId, l2ChainId, genesis.l1.number, genesis.l2.number]) {
    expect(Number.isSafeInteger(count)).toBe(true)
  }
  expect(l1ChainId).not.toBe(l2ChainId)
  expect(genesis.l1.hash).not.toBe(genesis.l2.hash)
}
