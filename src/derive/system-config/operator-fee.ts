import type { Hash } from '../../../machines/values.ts'
import { fixedBytes, toHex } from '../../wire/hex.ts'
import { readUint, writeUint } from '../big-endian.ts'

/** What a transaction pays to the operator beside gas. OP specs, "Isthmus: operator fee". */
export interface OperatorFee {
  readonly operatorFeeScalar: number
  readonly operatorFeeConstant: bigint
}

/** Of the word in the system config; what is in front of its last twelve bytes means nothing. */
export function operatorFeeOf(params: Hash): OperatorFee {
  const bytes = fixedBytes(params, 32)
  return {
    operatorFeeScalar: Number(readUint(bytes.subarray(20, 24))),
    operatorFeeConstant: readUint(bytes.subarray(24)),
  }
}

export function operatorFeeParams({ operatorFeeScalar, operatorFeeConstant }: OperatorFee): Hash {
  return toHex(
    Buffer.concat([new Uint8Array(20), writeUint(operatorFeeScalar, 4), writeUint(operatorFeeConstant, 8)]),
  )
}
