import { getAdjacencyMap } from '@xstate/graph'
import { followerMachine } from '../../../machines/follower/machine.ts'
import { eventsOf, type ModelEvent } from './alphabet.ts'
import type { Chapter } from './chapters.ts'
import { type FollowerSnapshot, keyOf } from './key.ts'

export type FollowerModel = typeof followerMachine

export interface Edge {
  readonly from: string
  readonly before: FollowerSnapshot
  readonly event: ModelEvent
  readonly after: FollowerSnapshot
  readonly to: string
}

export interface Exploration {
  readonly chapter: Chapter
  readonly initial: string
  /** Every reachable state by its key; the first one found stands for its key. */
  readonly states: ReadonlyMap<string, FollowerSnapshot>
  readonly edges: readonly Edge[]
}

/** Questions to the links leave no trace in the context, and a model has no links. */
export const withoutLinks = {
  askDerivation: () => {},
  askL1: () => {},
  askEngine: () => {},
  lookAtDerivation: () => {},
  lookAtL1: () => {},
  lookAtEngine: () => {},
}

/** The chart without its links. */
export const standalone: FollowerModel = followerMachine.provide({ actions: withoutLinks })

/** Taking this many edges means that something in the context grows without a bound. */
const edgesLimit = 60_000

export function explore(chapter: Chapter, machine: FollowerModel = standalone): Exploration {
  const key = remembered(keyOf)
  const options = {
    input: chapter.input,
    limit: edgesLimit,
    events: (snapshot: FollowerSnapshot) => eventsIn(chapter, snapshot),
    serializeState: key,
  }
  const map = getAdjacencyMap(machine, options as never) as unknown as Readonly<Record<string, Node>>
  const edges = Object.entries(map).flatMap(([from, { state: before, transitions }]) =>
    Object.values(transitions).map(({ state: after, event }) => {
      return { from, before, event, after, to: key(after) }
    }),
  )
  const states = new Map(Object.entries(map).map(([key, { state }]) => [key, state]))
  return { chapter, initial: Object.keys(map)[0]!, states, edges }
}

/** Each snapshot is asked for its key once by the traversal and once by us. */
function remembered(keyOf: (snapshot: FollowerSnapshot) => string): (snapshot: FollowerSnapshot) => string {
  const keys = new WeakMap<FollowerSnapshot, string>()
  return (snapshot) => {
    const key = keys.get(snapshot) ?? keyOf(snapshot)
    keys.set(snapshot, key)
    return key
  }
}

interface Node {
  readonly state: FollowerSnapshot
  readonly transitions: Readonly<Record<string, { state: FollowerSnapshot; event: ModelEvent }>>
}

/** Everything that can happen in a snapshot: the alphabet, and every timer that is running. */
export function eventsIn({ alphabet }: Chapter, snapshot: FollowerSnapshot): readonly ModelEvent[] {
  return [...eventsOf(alphabet, snapshot.context, workIn(snapshot)), ...timersIn(snapshot)]
}

export function timersIn(snapshot: FollowerSnapshot): readonly ModelEvent[] {
  return snapshot._nodes.flatMap((node) => node.after.map(({ eventType }) => ({ type: String(eventType) })))
}

/** The work that is under way; the four links run always and are not part of the model. */
export function workIn(snapshot: FollowerSnapshot): readonly string[] {
  const links = ['derivation', 'l1', 'engine', 'gossip']
  return snapshot._nodes
    .flatMap((node) => node.invoke.map(({ id }) => id))
    .filter((id) => !links.includes(id))
}
