import { describe, expect, it } from 'vitest'
import { decodeRollupConfig } from '../../../src/derive/config/decode-rollup-config.ts'
import { networkConfig } from '../../../src/derive/config/networks.ts'
import { forkNames } from '../../../src/derive/forks.ts'
import { decodedValue } from '../support/decoded-value.ts'
import { rollupJson, withValue } from './config.ts'

const zeroHash = `0x${'00'.repeat(32)}`
const zeroAddress = `0x${'00'.repeat(20)}`

describe('a rollup config', () => {
  it('says all that derivation without batches needs', () => {
    expect(decodedValue(decodeRollupConfig(rollupJson()))).toEqual({
      l1ChainId: 900,
      l2ChainId: 901,
      genesis: {
        l1: { number: 100, hash: `0x${'a1'.repeat(32)}` },
        l2: { number: 5, hash: `0x${'a2'.repeat(32)}` },
        l2Time: 1000,
        systemConfig: {
          batcher: `0x${'b1'.repeat(20)}`,
          overhead: `0x${'00'.repeat(31)}bc`,
          scalar: `0x${'00'.repeat(29)}0a6fe0`,
          gasLimit: 30_000_000n,
          eip1559Params: '0x0000000000000000',
          operatorFeeParams: zeroHash,
          minBaseFee: 7n,
          daFootprintGasScalar: 400,
        },
      },
      blockTimeSeconds: 2,
      maxSequencerDriftSeconds: 600,
      forks: Object.fromEntries(forkNames.map((name, i) => [name, i === 0 ? 0 : 1000 + i])),
      unknownForks: [],
      keepKarstUpgradeGas: false,
      pectraBlobScheduleTime: null,
      canyonEip1559Params: '0x000000fa00000006',
      depositContract: `0x${'c2'.repeat(20)}`,
      l1SystemConfig: `0x${'c3'.repeat(20)}`,
    })
  })

  it('may keep Karst’s gas, and Cancun’s blob fee for longer', () => {
    const json = { ...rollupJson(), keep_karst_upgrade_gas: true, pectra_blob_schedule_time: 1742486400 }
    expect(decodedValue(decodeRollupConfig(json))).toMatchObject({
      keepKarstUpgradeGas: true,
      pectraBlobScheduleTime: 1742486400,
    })
  })

  it('may hold keys that mean nothing here, and leave out what later forks have added', () => {
    const later = ['overhead', 'eip1559Params', 'operatorFeeParams', 'minBaseFee', 'daFootprintGasScalar']
    const old = later.reduce(
      (json, key) => withValue(json, `genesis.system_config.${key}`, undefined),
      rollupJson(),
    )
    const json = { ...old, protocol_versions_address: zeroAddress, alt_da: null, granite_channel_timeout: 50 }
    expect(decodedValue(decodeRollupConfig(json)).genesis.systemConfig).toMatchObject({
      overhead: zeroHash,
      eip1559Params: '0x0000000000000000',
      operatorFeeParams: zeroHash,
      minBaseFee: 0n,
      daFootprintGasScalar: 0,
    })
  })

  it('reads alike where kona-node writes it otherwise', () => {
    const changes: readonly (readonly [string, unknown])[] = [
      ['genesis.system_config.batcherAddr', undefined],
      ['genesis.system_config.batcherAddress', `0x${'b1'.repeat(20)}`],
      ['genesis.system_config.overhead', '0xbc'],
      ['genesis.system_config.scalar', '0xA6FE0'],
      ['chain_op_config.eip1559Elasticity', '0x6'],
      ['regolith_time', undefined],
    ]
    const konas = changes.reduce((json, [path, value]) => withValue(json, path, value), rollupJson())
    expect(decodeRollupConfig(konas)).toEqual(decodeRollupConfig(rollupJson()))
  })

  it('calls Lagoon by its old name or its new one, but not by both with two times', () => {
    const { interop_time: time, ...others } = rollupJson()
    expect(decodeRollupConfig({ ...others, lagoon_time: time })).toEqual(decodeRollupConfig(rollupJson()))
    expect(decodeRollupConfig({ ...rollupJson(), lagoon_time: time })).toEqual(
      decodeRollupConfig(rollupJson()),
    )
    expect(reasonOf({ ...rollupJson(), lagoon_time: 1011 })).toBe(
      'lagoon_time is 1011 and interop_time, its former name, is 1010',
    )
  })

  it('names the forks that nobody here has heard of', () => {
    const json = { ...rollupJson(), cel2_time: 5, mesozoic_time: 2000, cenozoic_time: null }
    expect(decodedValue(decodeRollupConfig(json)).unknownForks).toEqual([
      { name: 'cel2', time: 5 },
      { name: 'mesozoic', time: 2000 },
    ])
    expect(reasonOf({ ...rollupJson(), mesozoic_time: 'soon' })).toBe(
      "mesozoic_time: expected a whole number from 0 to 2^53 - 1, seen 'soon'",
    )
  })

  it('of a public network may leave out its EIP-1559 parameters', () => {
    const { chain_op_config: _, ...others } = rollupJson()
    expect(reasonOf(others)).toBe('chain_op_config: expected the EIP-1559 parameters of the chain, seen none')
    const zora = networkConfig('zora-mainnet')!
    const decoded = decodedValue(decodeRollupConfig({ ...others, l2_chain_id: zora.l2ChainId }))
    expect(decoded.canyonEip1559Params).toBe(zora.canyonEip1559Params)
  })

  it('may try Lagoon before the forks that come before it exist', () => {
    const json = { ...rollupJson(), karst_time: null, jovian_time: null }
    expect(decodedValue(decodeRollupConfig(json)).forks).toMatchObject({
      jovian: null,
      karst: null,
      lagoon: 1010,
    })
  })
})

/** Why a config is refused; the empty text where it is not. */
function reasonOf(json: unknown): string {
  const decoded = decodeRollupConfig(json)
  return decoded.kind === 'malformed' ? decoded.reason : ''
}
