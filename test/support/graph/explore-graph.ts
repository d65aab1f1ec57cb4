import { getAdjacencyMap } from '@xstate/graph'
import type { AnyStateMachine } from 'xstate'

/** Everything that a machine can do in a small world. */
export interface Graph<Snapshot, Event> {
  readonly initial: string
  /** Every reachable state by its key; the first one found stands for its key. */
  readonly states: ReadonlyMap<string, Snapshot>
  readonly edges: readonly GraphEdge<Snapshot, Event>[]
}

export interface GraphEdge<Snapshot, Event> {
  readonly from: string
  readonly before: Snapshot
  readonly event: Event
  readonly after: Snapshot
  readonly to: string
}

export interface World<Snapshot, Event> {
  readonly input?: unknown
  readonly eventsIn: (snapshot: Snapshot) => readonly Event[]
  /** Two states with one key must behave alike. */
  readonly keyOf: (snapshot: Snapshot) => string
  /** Taking more edges means that something in the context grows without a bound. */
  readonly edgesLimit: number
}

/** The adjacency map of `@xstate/graph` as states and edges, typed by what the caller knows. */
export function exploreGraph<Snapshot extends object, Event>(
  machine: AnyStateMachine,
  { input, eventsIn, keyOf, edgesLimit }: World<Snapshot, Event>,
): Graph<Snapshot, Event> {
  const key = remembered(keyOf)
  const options = { input, limit: edgesLimit, events: eventsIn, serializeState: key }
  const map = getAdjacencyMap(machine, options as never) as unknown as Readonly<
    Record<string, Node<Snapshot, Event>>
  >
  const edges = Object.entries(map).flatMap(([from, { state: before, transitions }]) =>
    Object.values(transitions).map(({ state: after, event }) => {
      return { from, before, event, after, to: key(after) }
    }),
  )
  const states = new Map(Object.entries(map).map(([key, { state }]) => [key, state]))
  return { initial: Object.keys(map)[0]!, states, edges }
}

interface Node<Snapshot, Event> {
  readonly state: Snapshot
  readonly transitions: Readonly<Record<string, { readonly state: Snapshot; readonly event: Event }>>
}

/** Each snapshot is asked for its key once by the traversal and once by us. */
function remembered<T extends object>(keyOf: (value: T) => string): (value: T) => string {
  const keys = new WeakMap<T, string>()
  return (value) => {
    const key = keys.get(value) ?? keyOf(value)
    keys.set(value, key)
    return key
  }
}
