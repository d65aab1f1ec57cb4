import { transition } from 'xstate'
import type { ModelEvent } from './alphabet.ts'
import type { FollowerModel } from './explore.ts'
import type { FollowerSnapshot } from './key.ts'

/** One step of the pure machine: no actor is started and no action runs. */
export function next(
  machine: FollowerModel,
  snapshot: FollowerSnapshot,
  event: ModelEvent,
): FollowerSnapshot {
  return transition(machine, snapshot, event as never)[0]
}
