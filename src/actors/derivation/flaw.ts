import type { BlockRef } from '../../../machines/values.ts'
import { reductionDifferences } from '../../derive/attributes/reduction.ts'
import type { Difference } from '../../derive/difference.ts'
import type { ExecutionClientPort } from '../../ports/execution-client.ts'
import type { AttestedPayload } from '../engine/desk.ts'

/** What of an attested block is not as our block with nothing but its deposits, in words; null where we do not hold both whole. */
export type FlawOf = (ours: BlockRef, attested: BlockRef, signal: AbortSignal) => Promise<string | null>

export interface FlawOptions {
  readonly payload: ExecutionClientPort['payload']
  readonly attestedPayload: AttestedPayload
}

/** So many differences are named; a block of another chain has thousands. */
const limitNamed = 8

export function createFlawOf({ payload, attestedPayload }: FlawOptions): FlawOf {
  return async (ours, attested, signal) => {
    const theirs = attestedPayload(attested)
    if (theirs === null) return null
    const whole = await payload(ours.hash, signal)
    if (whole.kind !== 'ok' || whole.value === null) return null
    const found = reductionDifferences(whole.value, theirs)
    return found.length === 0 ? nothingGiven : flawText(found)
  }
}

/** All that L1 and our block say of it is as it should be. */
const nothingGiven =
  'its deposits and attributes are as they should be, and what came of executing them is not'

function flawText(found: readonly Difference[]): string {
  const named = found
    .slice(0, limitNamed)
    .map(({ field, expected, seen }) => `${field}: expected ${expected}, seen ${seen}`)
  const unnamed = found.length - named.length
  return (unnamed > 0 ? [...named, `${unnamed} more`] : named).join('; ')
}
