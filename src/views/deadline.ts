import type { FollowerContext, FollowerDelays } from '../../machines/follower/context.ts'
import { holdRecheckMs } from '../../machines/follower/hold-recheck.ts'
import type { FollowerSnapshot } from './snapshot.ts'

/** What ends the state by itself if nothing else does, and in how long. */
export interface Deadline {
  readonly what: string
  readonly withinMs: number
}

/** Null in the states that only an operator or an event ends. */
export function deadline({ state, stateSinceMs, nowMs, context }: FollowerSnapshot): Deadline | null {
  const wait = waits[state]
  if (wait === undefined) return null
  const waitMs = wait.waitMs(context)
  const elapsedMs = wait.known ? (nowMs - stateSinceMs) % waitMs : 0
  return { what: wait.what, withinMs: waitMs - elapsedMs }
}

interface Wait {
  readonly what: string
  readonly waitMs: (context: FollowerContext) => number
  /** The wait has one length, so that its rounds can be counted from when the state began. */
  readonly known: boolean
}

const waits: Readonly<Record<string, Wait>> = {
  syncing: fixed('asks again', 'syncingDeadlineMs'),
  awaitingAttestation: fixed('calls it overdue', 'attestationDeadlineMs'),
  awaitingDerivation: fixed('asks again', 'derivationDeadlineMs'),
  consolidating: fixed('gives the examination up', 'examineDeadlineMs'),
  'promoting.commanding': fixed('reads the label back', 'commandDeadlineMs'),
  'promoting.confirming': fixed('calls the promotion unconfirmed', 'confirmDeadlineMs'),
  'promoting.rereading': fixed('reads the label again', 'confirmRetryMs'),
  replacing: fixed('gives the replacement up', 'replaceDeadlineMs'),
  holding: { what: 'looks again', known: false, waitMs: holdRecheckMs },
}

function fixed(what: string, name: keyof FollowerDelays): Wait {
  return { what, known: true, waitMs: ({ delays }) => delays[name] }
}
