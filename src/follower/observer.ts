import { blockers } from '../../machines/follower/blockers.ts'
import type { FollowerContext } from '../../machines/follower/context.ts'
import { blockersSince } from '../views/blockers-since.ts'
import type { FollowerSnapshot } from '../views/snapshot.ts'

type Fixed = Pick<FollowerSnapshot, 'version' | 'chainId' | 'mode' | 'startedAtMs'>

export interface Observer {
  /** Takes a look at the machine. Answers the state before and after when it moved. */
  readonly see: (
    value: unknown,
    context: FollowerContext,
    nowMs: number,
  ) => { from: string; to: string } | null
  readonly promoted: (nowMs: number) => void
  readonly snapshot: (nowMs: number) => FollowerSnapshot
}

/** Knows the times that a machine without a clock cannot: since when, and how long ago. */
export function createObserver(fixed: Fixed, context: FollowerContext): Observer {
  let seen = {
    state: 'stopped',
    context,
    stateSinceMs: fixed.startedAtMs,
    blockersSinceMs: {} as FollowerSnapshot['blockersSinceMs'],
    lastPromotionAtMs: null as number | null,
  }
  return {
    see: (value, context, nowMs) => {
      const codes = blockers(context).map(({ code }) => code)
      const from = seen.state
      const to = stateName(value)
      const stateSinceMs = from === to ? seen.stateSinceMs : nowMs
      seen = {
        ...seen,
        context,
        state: to,
        stateSinceMs,
        blockersSinceMs: blockersSince(seen.blockersSinceMs, codes, nowMs),
      }
      return from === to ? null : { from, to }
    },
    promoted: (nowMs) => {
      seen = { ...seen, lastPromotionAtMs: nowMs }
    },
    snapshot: (nowMs) => ({ ...fixed, ...seen, nowMs }),
  }
}

/** `promoting.commanding` for a state within a state. */
function stateName(value: unknown): string {
  if (typeof value === 'string') return value
  return Object.entries(value as Record<string, unknown>)
    .map(([state, within]) => `${state}.${stateName(within)}`)
    .join(' ')
}
