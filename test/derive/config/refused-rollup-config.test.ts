import { describe, expect, it } from 'vitest'
import { decodeRollupConfig } from '../../../src/derive/config/decode-rollup-config.ts'
import { forkNames } from '../../../src/derive/forks.ts'
import { rollupJson, withValue } from './config.ts'

const zeroHash = `0x${'00'.repeat(32)}`
const zeroAddress = `0x${'00'.repeat(20)}`

describe('a rollup config is refused with the reason', () => {
  it.each<readonly [string, unknown, string]>([
    ['block_time', 0, 'block_time: expected a whole number from 1 to 2^53 - 1, seen 0'],
    ['block_time', undefined, 'block_time: expected a value, seen none'],
    ['channel_timeout', 0, 'channel_timeout: expected a whole number from 1 to 2^53 - 1, seen 0'],
    ['max_sequencer_drift', 0, 'max_sequencer_drift: expected a whole number from 1 to 2^53 - 1, seen 0'],
    ['seq_window_size', 1, 'seq_window_size: expected a whole number of at least 2, seen 1'],
    ['genesis.l1.hash', zeroHash, `genesis.l1.hash: expected a hash that is not zero, seen '${zeroHash}'`],
    ['genesis.l2.hash', zeroHash, `genesis.l2.hash: expected a hash that is not zero, seen '${zeroHash}'`],
    ['genesis.l2.hash', '0x12', "genesis.l2.hash: expected 32 bytes of hex, seen '0x12'"],
    [
      'genesis.l2.hash',
      `0x${'a1'.repeat(32)}`,
      `genesis.l1.hash and genesis.l2.hash are the same, 0x${'a1'.repeat(32)}`,
    ],
    ['genesis.l2_time', 0, 'genesis.l2_time: expected a whole number from 1 to 2^53 - 1, seen 0'],
    ['genesis.l1.number', -1, 'genesis.l1.number: expected a whole number from 0 to 2^53 - 1, seen -1'],
    ['genesis.l1.number', 1.5, 'genesis.l1.number: expected a whole number from 0 to 2^53 - 1, seen 1.5'],
    [
      'genesis.system_config.batcherAddr',
      undefined,
      'genesis.system_config.batcherAddr: expected an address, seen none or two',
    ],
    [
      'genesis.system_config.batcherAddress',
      `0x${'b2'.repeat(20)}`,
      'genesis.system_config.batcherAddr: expected an address, seen none or two',
    ],
    [
      'genesis.system_config.batcherAddr',
      zeroAddress,
      `genesis.system_config.batcherAddr: expected an address that is not zero, seen '${zeroAddress}'`,
    ],
    [
      'genesis.system_config.scalar',
      zeroHash,
      `genesis.system_config.scalar: expected a scalar that is not zero, seen '${zeroHash}'`,
    ],
    [
      'genesis.system_config.gasLimit',
      0,
      'genesis.system_config.gasLimit: expected a whole number from 1 to 2^53 - 1, seen 0',
    ],
    [
      'genesis.system_config.eip1559Params',
      '0x00',
      "genesis.system_config.eip1559Params: expected 8 bytes of hex, seen '0x00'",
    ],
    [
      'genesis.system_config.daFootprintGasScalar',
      65_536,
      'genesis.system_config.daFootprintGasScalar: expected a whole number from 0 to 65535, seen 65536',
    ],
    [
      'batch_inbox_address',
      zeroAddress,
      `batch_inbox_address: expected an address that is not zero, seen '${zeroAddress}'`,
    ],
    [
      'deposit_contract_address',
      zeroAddress,
      `deposit_contract_address: expected an address that is not zero, seen '${zeroAddress}'`,
    ],
    ['l1_chain_id', undefined, 'l1_chain_id: expected a value, seen none'],
    ['l1_chain_id', 0, 'l1_chain_id: expected a whole number from 1 to 2^53 - 1, seen 0'],
    ['l2_chain_id', undefined, 'l2_chain_id: expected a value, seen none'],
    ['l2_chain_id', 900, 'l1_chain_id and l2_chain_id are the same, 900'],
    [
      'chain_op_config.eip1559DenominatorCanyon',
      0,
      'chain_op_config.eip1559DenominatorCanyon: expected a whole number from 1 to 2^32 - 1, seen 0',
    ],
    [
      'alt_da',
      { da_commitment_type: 'GenericCommitment' },
      'alt_da: the chain keeps its data elsewhere than on L1 (alt-DA), which is not followed',
    ],
    [
      'use_plasma',
      true,
      'alt_da: the chain keeps its data elsewhere than on L1 (alt-DA), which is not followed',
    ],
    ['ecotone_time', null, 'fjord_time is 1004, but ecotone_time is not set'],
    ['karst_time', 1007, 'karst_time is 1007, before jovian_time, which is 1008'],
    ['interop_time', 1008, 'lagoon_time is 1008, before karst_time, which is 1009'],
    ['jovian_time', '1008', "jovian_time: expected a whole number from 0 to 2^53 - 1, seen '1008'"],
  ])('where %s is %j', (path, value, reason) => {
    expect(reasonOf(withValue(rollupJson(), path, value))).toBe(reason)
  })

  it.each(forkNames.slice(2, 10).map((name, i) => [name, forkNames[i + 1]!] as const))(
    'where %s comes before %s, or without it',
    (name, before) => {
      const times = rollupJson()
      expect(reasonOf({ ...times, [`${name}_time`]: 1000 })).toContain(
        `${name}_time is 1000, before ${before}_time`,
      )
      const gap = { ...times, [`${before}_time`]: null }
      expect(reasonOf(gap)).toMatch(new RegExp(`^${name}_time is \\d+, but ${before}_time is not set$`))
    },
  )

  it.each([null, 'rollup.json', 12, [], {}, { config: rollupJson() }])('where it is none: %j', (json) => {
    expect(decodeRollupConfig(json).kind).toBe('malformed')
  })

  it('in one line, whatever was seen', () => {
    expect(reasonOf(withValue(rollupJson(), 'genesis.l1.hash', 'x'.repeat(10_000))).length).toBeLessThan(200)
    expect(reasonOf(withValue(rollupJson(), 'genesis', [1, 2]))).toBe('genesis: expected object, seen a list')
    expect(reasonOf(withValue(rollupJson(), 'block_time', { a: 1 }))).toMatch(
      /^block_time: .*, seen an object$/,
    )
  })
})

/** Why a config is refused; the empty text where it is not. */
function reasonOf(json: unknown): string {
  const decoded = decodeRollupConfig(json)
  return decoded.kind === 'malformed' ? decoded.reason : ''
}
