import * as Schema from 'effect/Schema'
import { addressSchema } from '../../wire/json-values.ts'
import { genesisSystemConfigSchema } from './genesis-system-config.ts'
import { nonZeroAddress, nonZeroHash, optional, positive, unsigned, within } from './json-fields.ts'

const genesisBlock = Schema.Struct({ hash: nonZeroHash, number: unsigned })

const uint32 = within(1, 2 ** 32 - 1, 'a whole number from 1 to 2^32 - 1')

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
  seq_window_size: within(2, Number.MAX_SAFE_INTEGER, 'a whole number of at least 2'),
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
