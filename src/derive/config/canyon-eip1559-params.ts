import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import type { Hex } from '../../wire/payload.ts'
import networks from './networks.json' with { type: 'json' }
import type { RollupJson } from './rollup-json.ts'

type Fee = NonNullable<RollupJson['chain_op_config']>

/** From `chain_op_config`, or where an older node leaves that out, from what is known of a public network. */
export function canyonEip1559Params(shape: RollupJson): Decoded<Hex> {
  const fee = shape.chain_op_config ?? publicFee(shape.l2_chain_id)
  if (fee === null) {
    return malformed('chain_op_config: expected the EIP-1559 parameters of the chain, seen none')
  }
  return ok(encode(fee))
}

function publicFee(l2ChainId: number): Fee | null {
  const network = Object.values(networks).find(({ l2_chain_id: id }) => id === l2ChainId)
  return network?.chain_op_config ?? null
}

function encode({ eip1559DenominatorCanyon, eip1559Elasticity }: Fee): Hex {
  const uint32 = (value: number) => value.toString(16).padStart(8, '0')
  return `0x${uint32(eip1559DenominatorCanyon)}${uint32(eip1559Elasticity)}`
}
