import type { FollowerContext } from '../../../../machines/follower/context.ts'
import type { ExamineOutcome } from '../../../../machines/follower/outcomes.ts'
import { wantedHeads } from '../../../../machines/follower/questions.ts'
import type { HeadsQuestion } from '../../../../machines/gossip/heads.ts'
import type { ModelEvent } from '../alphabet.ts'
import { type Exploration, type FollowerModel, standalone, timersIn, workIn } from '../explore.ts'
import { type FollowerSnapshot, keyOf } from '../key.ts'
import { next } from '../next.ts'
import { branchOf, canonical, derived, differs, l1, labels, readBack, rebuilt } from '../saying.ts'
import { attests, block, viewX } from '../world.ts'
import { isHalted } from './rule.ts'

/** What an examination answers in a good world. */
export type Truth = (context: FollowerContext) => ExamineOutcome

/** Our chain is the attested one. */
const ours: Truth = () => ({ kind: 'derived', views: canonical })

/** Each block above the cross-safe head was replaced: the one right above it can be reduced to the attested one. */
export const replaced: Truth = (context) => {
  const { examined: target, crossSafe } = context
  if (target === null || target.number === crossSafe?.number) return ours(context)
  return target.number === (crossSafe?.number ?? 0) + 1
    ? { kind: 'replacement', at: target, denied: '0xff', views: canonical }
    : differs(canonical, { reduction: null })
}

/**
 * L1: from wherever the follower is, a world that has become good leads it to the newest block.
 * Good means: every link answers, honest attesters speak, peers hand over what they are asked for,
 * calls succeed, and timers fire when nothing else is under way.
 */
export function strandedStates(
  { states }: Exploration,
  machine: FollowerModel = standalone,
  truth: Truth = ours,
): readonly string[] {
  const saved = new Set<string>()
  const world = { machine, truth, saved }
  const roads = [...states].map(([key, snapshot]) => ({ key, road: roadFrom(snapshot, world) }))
  return roads.filter(({ road }) => road === null).map(({ key }) => key)
}

const newest = 3
const signersLimit = 6
const turnsLimit = 60

interface World {
  readonly machine: FollowerModel
  readonly truth: Truth
  readonly saved: Set<string>
}

function roadFrom(from: FollowerSnapshot, { machine, truth, saved }: World): Set<string> | null {
  const road = new Set<string>()
  let snapshot = from
  for (let turn = 0; turn < turnsLimit; turn += 1) {
    const place = `${turn % signersLimit} ${keyOf(snapshot)}`
    if (isHalted(snapshot) || snapshot.context.crossSafe?.number === newest || saved.has(place)) {
      for (const passed of road) saved.add(passed)
      return road
    }
    road.add(place)
    snapshot = goodEvents(snapshot, turn, truth).reduce(
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
  truth: Truth,
): readonly ((at: FollowerSnapshot) => ModelEvent)[] {
  const tip = block(newest, branchOf(context.crossSafe))
  const honest = context.policy.attesters.filter((attester) => !context.muted.includes(attester))
  const signer = honest[turn % honest.length]!
  return [
    ({ context }) => ({ type: 'derivation.read', reading: derived(context, tip) }),
    ...(context.consolidation.enabled ? [() => ({ type: 'consolidation.read', reading: rebuilt(tip) })] : []),
    () => ({ type: 'l1.read', reading: l1(null) }),
    ({ context }) => ({ type: 'engine.read', reading: labels(context, context.crossSafe, { head: tip }) }),
    ...[...heightsOf(wantedHeads(context)), newest].map((number) => () => {
      const attestation = attests(signer, block(number, branchOf(tip)), viewX)
      return { type: 'attestation.accepted', attestation }
    }),
    (at) => ending(at, truth),
  ]
}

function heightsOf({ ranges }: HeadsQuestion): readonly number[] {
  return ranges.flatMap(({ from, count }) => Array.from({ length: count }, (_, at) => from + at))
}

function ending(snapshot: FollowerSnapshot, truth: Truth): ModelEvent {
  const { context } = snapshot
  const [id] = workIn(snapshot)
  if (id === undefined) return timersIn(snapshot)[0] ?? { type: 'nothing' }
  const outputs: Readonly<Record<string, unknown>> = {
    examine: truth(context),
    command: { kind: 'valid' },
    readBack: readBack(context, context.pending?.safe ?? null),
    replace: { kind: 'replaced', head: context.examined },
  }
  return { type: `xstate.done.actor.${id}`, output: outputs[id] }
}
