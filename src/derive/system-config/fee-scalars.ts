import type { Hash } from '../../../machines/values.ts'
import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import { fixedBytes, toHex } from '../../wire/hex.ts'
import { readUint, writeUint } from '../big-endian.ts'

/** What share of L1's two base fees a transaction pays. OP specs, "Ecotone: fee calculation". */
export interface FeeScalars {
  readonly baseFeeScalar: number
  readonly blobBaseFeeScalar: number
}

const bedrockVersion = 0
const ecotoneVersion = 1
const uint32Max = 2 ** 32 - 1

/** As L1 info of Ecotone and later carries the scalar. A scalar of Bedrock too large for it counts as the largest. */
export function feeScalarsOf(scalar: Hash): Decoded<FeeScalars> {
  const bytes = fixedBytes(scalar, 32)
  if (bytes[0] === bedrockVersion) {
    const whole = readUint(bytes)
    return ok({ baseFeeScalar: whole > uint32Max ? uint32Max : Number(whole), blobBaseFeeScalar: 0 })
  }
  if (!isEcotoneScalar(scalar)) return malformed(`the fee scalar ${scalar} is of no known version`)
  return ok({
    baseFeeScalar: Number(readUint(bytes.subarray(28))),
    blobBaseFeeScalar: Number(readUint(bytes.subarray(24, 28))),
  })
}

/** The same back, as version 1 always: a scalar of Bedrock means the same there. */
export function feeScalar({ baseFeeScalar, blobBaseFeeScalar }: FeeScalars): Hash {
  const bytes = new Uint8Array(32)
  bytes[0] = ecotoneVersion
  bytes.set(writeUint(blobBaseFeeScalar, 4), 24)
  bytes.set(writeUint(baseFeeScalar, 4), 28)
  return toHex(bytes)
}

/** Whether an update of the scalar counts since Ecotone: a known version, and nothing but zeros in between. */
export function isEcotoneScalar(scalar: Hash): boolean {
  const bytes = fixedBytes(scalar, 32)
  if (bytes[0] === bedrockVersion) return readUint(bytes) <= uint32Max
  return bytes[0] === ecotoneVersion && readUint(bytes.subarray(1, 24)) === 0n
}
