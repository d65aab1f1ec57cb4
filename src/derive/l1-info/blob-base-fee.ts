import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import type { Header } from '../header.ts'
import type { Rules } from '../rules.ts'

/** Where a block has no blobs yet, and the least there is. EIP-4844. */
const minimum = 1n

/** Cancun's pace, which some chains kept for L1 blocks past Prague: they say until when. */
const cancunFraction = 3_338_477n

/** The fee must fit into the 32 bytes that L1 info has for it; e^178 does not, and is not worth computing. */
const feeLimit = 2n ** 256n
const exponentLimit = 178n

/** The blob base fee of an L1 block, by L1's schedule. */
export function blobBaseFee(header: Header, rules: Rules): Decoded<bigint> {
  const excess = header.excessBlobGas ?? 0n
  if (excess === 0n) return ok(minimum)
  const fraction = fractionAt(header.timestamp, rules)
  if (fraction === null) {
    return malformed(
      `no blob fee is known for L1 ${rules.l1.chainId} at ${header.timestamp}, the time of its block`,
    )
  }
  const fee = excess < exponentLimit * fraction ? exponential(excess, fraction) : feeLimit
  return fee < feeLimit ? ok(fee) : malformed(`an excess of ${excess} blob gas makes a fee beyond 256 bits`)
}

function fractionAt(time: number, { rollup, l1 }: Rules): bigint | null {
  if (rollup.pectraBlobScheduleTime !== null && time < rollup.pectraBlobScheduleTime) return cancunFraction
  return l1.blobFeeSteps.findLast((step) => step.time <= time)?.baseFeeUpdateFraction ?? null
}

/** e^(numerator / denominator) by its Taylor series in integers, each term cut off as EIP-4844 cuts it. */
function exponential(numerator: bigint, denominator: bigint): bigint {
  let sum = 0n
  let term = denominator
  for (let i = 1n; term > 0n; i++) {
    sum += term
    term = (term * numerator) / denominator / i
  }
  return sum / denominator
}
