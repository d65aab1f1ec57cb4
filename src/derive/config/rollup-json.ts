import * as Schema from 'effect/Schema'
import { addressSchema } from '../../wire/json-values.ts'
import { genesisSystemConfigSchema } from './genesis-system-config.ts'
import { nonZeroAddress, nonZeroHash, optional, positive, unsigned } from './json-fields.ts'

const genesisBlock = Schema.Struct({ hash: nonZeroHash, number: unsigned })

const uint32 = positive.check(Schema.isLessThan(2 ** 32, { expected: 'a number below 2^32' }))

/** As op-node reads a rollup config from a file and prints it over RPC; other keys may stand beside these. */
export const rollupJson = Schema.Struct({
  genesis: Schema.Struct({
    l1: genesisBlock,
    l2: genesisBlock,
    l2_time: positive,
    system_config: genesisSystemConfigSchema,
  }),
  block_time: positive,
  max_sequencer_drift: positive,
  seq_window_size: unsigned.check(
    Schema.isGreaterThanOrEqualTo(2, { expected: 'a whole number of at least 2' }),
  ),
  channel_timeout: positive,
  l1_chain_id: positive,
  l2_chain_id: positive,
  keep_karst_upgrade_gas: optional(Schema.Boolean),
  pectra_blob_schedule_time: optional(unsigned),
  batch_inbox_address: nonZeroAddress,
  deposit_contract_address: nonZeroAddress,
  l1_system_config_address: addressSchema,
  chain_op_config: optional(Schema.Struct({ eip1559Elasticity: uint32, eip1559DenominatorCanyon: uint32 })),
  alt_da: optional(Schema.Unknown),
  use_plasma: optional(Schema.Boolean),
  use_alt_da: optional(Schema.Boolean),
})

export type RollupJson = typeof rollupJson.Type
