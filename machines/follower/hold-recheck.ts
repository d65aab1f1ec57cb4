import type { FollowerContext } from './context.ts'

const doublingsLimit = 5

/** How long a hold waits before it is looked at again: each look in vain doubles the wait, up to a limit. */
export function holdRecheckMs({ delays, holdTries }: FollowerContext): number {
  return delays.holdRecheckMs * 2 ** Math.min(holdTries, doublingsLimit)
}
