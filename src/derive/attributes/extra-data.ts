import { fromHex } from '../../wire/hex.ts'
import type { Hex } from '../../wire/payload.ts'
import type { RollupConfig } from '../config/rollup-config.ts'
import { isActive } from '../forks.ts'
import type { SystemConfig } from '../system-config.ts'

/**
 * What a header says of its fees: nothing before Holocene, then a version, EIP-1559's denominator and
 * elasticity (zeros of the system config stand for Canyon's), and since Jovian the minimum base fee.
 * OP specs, Holocene and Jovian, "Execution engine".
 */
export function extraDataAt(
  { forks, canyonEip1559Params }: Pick<RollupConfig, 'forks' | 'canyonEip1559Params'>,
  { eip1559Params, minBaseFee }: Pick<SystemConfig, 'eip1559Params' | 'minBaseFee'>,
  time: number,
): Hex {
  if (!isActive(forks, 'holocene', time)) return '0x'
  const params = (eip1559Params === noParams ? canyonEip1559Params : eip1559Params).slice(2)
  if (!isActive(forks, 'jovian', time)) return `0x00${params}`
  return `0x01${params}${minBaseFee.toString(16).padStart(16, '0')}`
}

const noParams = '0x0000000000000000'

export interface ExtraDataFields {
  readonly denominator: number
  readonly elasticity: number
  /** Null before Jovian. */
  readonly minBaseFee: bigint | null
}

/** Null where it is laid out in no way that is known. */
export function extraDataFields(extraData: Hex): ExtraDataFields | null {
  const bytes = Buffer.from(fromHex(extraData))
  const version = sizes.indexOf(bytes.length)
  if (version < 0 || bytes[0] !== version) return null
  return {
    denominator: bytes.readUInt32BE(1),
    elasticity: bytes.readUInt32BE(5),
    minBaseFee: version === 0 ? null : bytes.readBigUInt64BE(9),
  }
}

/** In bytes, by version: Holocene's, Jovian's. */
const sizes: readonly number[] = [9, 17]
