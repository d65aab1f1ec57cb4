import type { ExecutionClientPort } from '../../ports/execution-client.ts'
import type { Trouble } from '../../ports/trouble.ts'
import type { Replacer } from './engine.ts'
import { hasDepositsOnly } from './reduction.ts'

/** A block that has nothing but deposits is its own reduction. Any other one would have to be built. */
export function reduceOnPaper(payload: ExecutionClientPort['payload'] | null): Replacer['reduce'] {
  return async ({ ours }, signal) => {
    if (payload === null) return nothingBuilt
    const whole = await payload(ours.hash, signal)
    if (whole.kind !== 'ok') return whole
    if (whole.value === null || !hasDepositsOnly(whole.value.payload)) return nothingBuilt
    return { kind: 'ok', value: ours.hash }
  }
}

export const nothingBuilt: Trouble = {
  kind: 'refused',
  code: -32_000,
  detail: 'a block is built in engine mode alone, this follower only looks on',
}
