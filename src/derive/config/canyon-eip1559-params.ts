import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import type { Hex } from '../../wire/payload.ts'
import type { RollupJson } from './rollup-json.ts'

type Fee = NonNullable<RollupJson['chain_op_config']>

/** From `chain_op_config`, which op-node does not start without. */
export function canyonEip1559Params({ chain_op_config: fee }: RollupJson): Decoded<Hex> {
  if (fee == null)
    return malformed('chain_op_config: expected the EIP-1559 parameters of the chain, seen none')
  return ok(encode(fee))
}

function encode({ eip1559DenominatorCanyon, eip1559Elasticity }: Fee): Hex {
  const uint32 = (value: number) => value.toString(16).padStart(8, '0')
  return `0x${uint32(eip1559DenominatorCanyon)}${uint32(eip1559Elasticity)}`
}
