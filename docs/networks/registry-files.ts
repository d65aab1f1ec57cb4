import * as Schema from 'effect/Schema'
import { parse } from 'smol-toml'

const Text = Schema.String

const chainFile = Schema.Struct({
  chain_id: Schema.Int,
  data_availability_type: Text,
  batch_inbox_addr: Text,
  block_time: Schema.Int,
  seq_window_size: Schema.Int,
  max_sequencer_drift: Schema.Int,
  hardforks: Schema.StructWithRest(
    Schema.Struct({ keep_karst_upgrade_gas: Schema.optionalKey(Schema.Boolean) }),
    [Schema.Record(Schema.TemplateLiteral([Schema.String, '_time']), Schema.Int)],
  ),
  optimism: Schema.Struct({
    eip1559_elasticity: Schema.Int,
    eip1559_denominator: Schema.Int,
    eip1559_denominator_canyon: Schema.Int,
  }),
  alt_da: Schema.optionalKey(Schema.Unknown),
  genesis: Schema.Struct({
    l2_time: Schema.Int,
    l1: Schema.Struct({ hash: Text, number: Schema.Int }),
    l2: Schema.Struct({ hash: Text, number: Schema.Int }),
    system_config: Schema.Struct({
      batcherAddress: Text,
      overhead: Text,
      scalar: Text,
      gasLimit: Schema.Int,
    }),
  }),
  addresses: Schema.Struct({ OptimismPortalProxy: Text, SystemConfigProxy: Text }),
})

const superchainFile = Schema.Struct({ l1: Schema.Struct({ chain_id: Schema.Int }) })

/** `superchain/configs/<superchain>/<chain>.toml` of the superchain registry. */
export type ChainFile = typeof chainFile.Type

const decodeChain = Schema.decodeUnknownSync(chainFile)
const decodeSuperchain = Schema.decodeUnknownSync(superchainFile)

export function readChainFile(toml: string): ChainFile {
  return decodeChain(parse(toml))
}

/** The L1 that `superchain.toml` names for the chains beside it. */
export function readL1ChainId(toml: string): number {
  return decodeSuperchain(parse(toml)).l1.chain_id
}
