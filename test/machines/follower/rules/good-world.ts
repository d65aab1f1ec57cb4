import type { ModelEvent } from '../alphabet.ts'
import { type Exploration, type FollowerModel, standalone, timersIn, workIn } from '../explore.ts'
import { type FollowerSnapshot, keyOf } from '../key.ts'
import { next } from '../next.ts'
import { branchOf, canonical, derived, l1, labels, readBack } from '../saying.ts'
import { attests, block, viewX } from '../world.ts'
import { isHalted } from './rule.ts'

/**
 * L1: from wherever the follower is, a world that has become good leads it to the newest block.
 * Good means: every link answers, honest attesters speak, calls succeed, and timers fire when
 * nothing else is under way.
 */
export function strandedStates(
  { states }: Exploration,
  machine: FollowerModel = standalone,
): readonly string[] {
  const saved = new Set<string>()
  const roads = [...states].map(([key, snapshot]) => ({ key, road: roadFrom(machine, snapshot, saved) }))
  return roads.filter(({ road }) => road === null).map(({ key }) => key)
}

const newest = 3
const signersLimit = 6
const turnsLimit = 30

function roadFrom(machine: FollowerModel, from: FollowerSnapshot, saved: Set<string>): Set<string> | null {
  const road = new Set<string>()
  let snapshot = from
  for (let turn = 0; turn < turnsLimit; turn += 1) {
    const place = `${turn % signersLimit} ${keyOf(snapshot)}`
    if (isHalted(snapshot) || snapshot.context.crossSafe?.number === newest || saved.has(place)) {
      for (const passed of road) saved.add(passed)
      return road
    }
    road.add(place)
    snapshot = goodEvents(snapshot, turn).reduce(
      (reached, event) => next(machine, reached, event(reached)),
      snapshot,
    )
  }
  return null
}

/** The links speak in turn, then whatever is awaited ends. */
function goodEvents(
  { context }: FollowerSnapshot,
  turn: number,
): readonly ((at: FollowerSnapshot) => ModelEvent)[] {
  const tip = block(newest, branchOf(context.crossSafe))
  const honest = context.policy.attesters.filter((attester) => !context.muted.includes(attester))
  const attestation = attests(honest[turn % honest.length]!, tip, viewX)
  return [
    ({ context }) => ({ type: 'derivation.read', reading: derived(context, tip) }),
    () => ({ type: 'l1.read', reading: l1(null) }),
    ({ context }) => ({ type: 'engine.read', reading: labels(context, context.crossSafe, { head: tip }) }),
    () => ({ type: 'attestation.accepted', attestation }),
    ending,
  ]
}

function ending(snapshot: FollowerSnapshot): ModelEvent {
  const { context } = snapshot
  const [id] = workIn(snapshot)
  if (id === undefined) return timersIn(snapshot)[0] ?? { type: 'nothing' }
  const outputs: Readonly<Record<string, unknown>> = {
    examine: { kind: 'derived', views: canonical },
    command: { kind: 'valid' },
    readBack: readBack(context, context.pending?.safe ?? null),
    replace: { kind: 'replaced', head: context.examined },
  }
  return { type: `xstate.done.actor.${id}`, output: outputs[id] }
}
