import type { FollowerContext, FollowerDelays } from '../../machines/follower/context.ts'
import type { FollowerSnapshot } from './snapshot.ts'

/** What ends the state by itself if nothing else does, and in how long. */
export interface Deadline {
  readonly what: string
  readonly inMs: number
}

/** Null in the states that only an operator or an event ends. */
export function deadline({ state, stateSinceMs, nowMs, context }: FollowerSnapshot): Deadline | null {
  const wait = waits[topOf(state)]
  if (wait === undefined) return null
  const inMs = stateSinceMs + wait.afterMs(context.delays, context) - nowMs
  return { what: wait.what, inMs: Math.max(0, inMs) }
}

interface Wait {
  readonly what: string
  readonly afterMs: (delays: FollowerDelays, context: FollowerContext) => number
}

const waits: Readonly<Record<string, Wait>> = {
  syncing: { what: 'holds', afterMs: (delays) => delays.syncingDeadlineMs },
  awaitingAttestation: { what: 'calls it overdue', afterMs: (delays) => delays.attestationDeadlineMs },
  awaitingDerivation: { what: 'looks again', afterMs: (delays) => delays.derivationDeadlineMs },
  consolidating: { what: 'gives the examination up', afterMs: (delays) => delays.examineDeadlineMs },
  promoting: { what: 'reads the label back', afterMs: (delays) => delays.commandDeadlineMs },
  replacing: { what: 'gives the replacement up', afterMs: (delays) => delays.replaceDeadlineMs },
  holding: {
    what: 'looks again',
    afterMs: (delays, { holdTries }) => delays.holdRecheckMs * 2 ** Math.min(holdTries, 5),
  },
}

function topOf(state: string): string {
  return state.split('.')[0] ?? state
}
