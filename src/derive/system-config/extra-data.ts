import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import { fromHex, toHex } from '../../wire/hex.ts'
import type { Hex } from '../../wire/payload.ts'
import { readUint } from '../big-endian.ts'
import { type ForkTimes, isActive } from '../forks.ts'

/** What a block header carries of the system config. */
export interface ExtraDataParams {
  /** 8 bytes, zero before Holocene. */
  readonly eip1559Params: Hex
  /** Zero before Jovian. */
  readonly minBaseFee: bigint
}

/** Reads the extra data of a block as it must be at its time: empty, Holocene's nine bytes or Jovian's seventeen. */
export function decodeExtraData(forks: ForkTimes, time: number, extraData: Hex): Decoded<ExtraDataParams> {
  const bytes = fromHex(extraData)
  const format = formatAt(forks, time)
  if (bytes.length !== format.size || (bytes.length > 0 && bytes[0] !== format.version)) {
    return malformed(
      `expected ${format.size} bytes of extra data of version ${format.version}, saw ${extraData}`,
    )
  }
  if (format.size === 0) return ok({ eip1559Params: toHex(new Uint8Array(8)), minBaseFee: 0n })
  const params = bytes.subarray(1, 9)
  if (readUint(params.subarray(0, 4)) === 0n || readUint(params.subarray(4)) === 0n) {
    return malformed(`neither denominator nor elasticity of a block may be zero, saw extra data ${extraData}`)
  }
  return ok({
    eip1559Params: toHex(params),
    minBaseFee: format.size === 17 ? readUint(bytes.subarray(9)) : 0n,
  })
}

function formatAt(forks: ForkTimes, time: number): { readonly size: number; readonly version: number } {
  if (isActive(forks, 'jovian', time)) return { size: 17, version: 1 }
  return { size: isActive(forks, 'holocene', time) ? 9 : 0, version: 0 }
}
