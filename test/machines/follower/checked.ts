import { getInitialSnapshot } from 'xstate'
import type { ConsolidationReading } from '../../../machines/follower/readings.ts'
import type { FollowerMachineInput } from '../../../machines/follower/setup.ts'
import type { BlockRef } from '../../../machines/values.ts'
import type { ModelEvent } from './alphabet.ts'
import { standalone } from './explore.ts'
import type { FollowerSnapshot } from './key.ts'
import { next } from './next.ts'
import { canonical, derived, l1, labels } from './saying.ts'
import { attests, block, followerInput, honest, started, viewX } from './world.ts'

/** What happens to a follower, told in steps. */
export type Step = (at: FollowerSnapshot) => ModelEvent

export const hears =
  (at: BlockRef): Step =>
  () => ({ type: 'attestation.accepted', attestation: attests(honest, at, viewX) })
export const derives =
  (tip: BlockRef): Step =>
  ({ context }) => ({ type: 'derivation.read', reading: derived(context, tip) })
export const rebuilds =
  (reading: ConsolidationReading): Step =>
  () => ({ type: 'consolidation.read', reading })
export const examines =
  (output: unknown): Step =>
  () => ({ type: 'xstate.done.actor.examine', output })
export const looksAtL1 =
  (views: object = canonical): Step =>
  () => ({ type: 'l1.read', reading: { ...l1(null), views } })
const looksAtClient: Step = ({ context }) => ({
  type: 'engine.read',
  reading: labels(context, context.crossSafe, { head: block(100, 'a') }),
})

/** A follower with the L1 check on, from its start at genesis. */
export function live(steps: readonly Step[], change: Partial<FollowerMachineInput> = {}): FollowerSnapshot {
  const limits = { poolStatements: 16, promotions: 4, confirmTries: 1, reassertTries: 1 }
  const input = followerInput({ facts: started, l1Check: true, limits, ...change })
  const ready = [looksAtL1(), looksAtClient, ...steps]
  return go(getInitialSnapshot(standalone, input), ...ready)
}

export function go(from: FollowerSnapshot, ...steps: readonly Step[]): FollowerSnapshot {
  return steps.reduce((at, step) => next(standalone, at, step(at)), from)
}
