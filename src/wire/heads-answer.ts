import { type Decoded, malformed, ok } from './decoded.ts'
import { decodeHead } from './head.ts'
import type { HeadsRequest } from './heads-request.ts'
import { signatureBytes } from './limits.ts'

/**
 * What no honest peer would have answered to this question, before any signature is looked at: a head
 * that is none, an order that is not ascending, a height that was not asked for. Null for a fitting answer.
 */
export function answerFlaw(request: HeadsRequest, heads: readonly Uint8Array[]): string | null {
  const decoded = numbersOf(heads)
  if (decoded.kind === 'malformed') return decoded.reason
  const numbers = decoded.value
  const descent = numbers.findIndex((number, i) => number < (numbers[i - 1] ?? 0))
  if (descent !== -1) return `height ${numbers[descent]} comes after ${numbers[descent - 1]}`
  const lowest = request.kind === 'range' ? request.from : (numbers.at(-1) ?? 0) - request.count + 1
  const stray = numbers.find((number) => number < lowest || number >= lowest + request.count)
  return stray === undefined ? null : `height ${stray} was not asked for`
}

function numbersOf(heads: readonly Uint8Array[]): Decoded<readonly number[]> {
  const numbers: number[] = []
  for (const data of heads) {
    const head = decodeHead(data.subarray(signatureBytes))
    if (head.kind === 'malformed') return malformed(head.reason)
    numbers.push(head.value.number)
  }
  return ok(numbers)
}
