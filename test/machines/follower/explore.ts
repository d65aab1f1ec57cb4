import { getAdjacencyMap } from '@xstate/graph'
import type { SnapshotFrom } from 'xstate'
import { followerMachine } from '../../../machines/follower/machine.ts'
import { eventsOf, type ModelEvent } from './alphabet.ts'
import type { Chapter } from './chapters.ts'

export type FollowerSnapshot = SnapshotFrom<typeof followerMachine>
export type FollowerModel = typeof followerMachine

export interface Edge {
  readonly from: string
  readonly event: ModelEvent
  readonly to: string
}

export interface Exploration {
  /** Every reachable state by its key; the first one found stands for its key. */
  readonly states: ReadonlyMap<string, FollowerSnapshot>
  readonly edges: readonly Edge[]
}

/** The chart without its links: questions to them leave no trace in the context. */
export const standalone = followerMachine.provide({
  actions: {
    askDerivation: () => {},
    askL1: () => {},
    askEngine: () => {},
    lookAtDerivation: () => {},
    lookAtL1: () => {},
    lookAtEngine: () => {},
  },
})

/** Reaching this many states means that something in the context grows without a bound. */
const statesLimit = 20_000

export function explore({ alphabet, input }: Chapter, machine: FollowerModel = standalone): Exploration {
  const options = {
    input,
    limit: statesLimit,
    events: (snapshot: FollowerSnapshot) => eventsIn({ alphabet, input }, snapshot),
    serializeState: keyOf,
  }
  const map = getAdjacencyMap(machine, options as never) as unknown as Record<string, Node>
  const edges = Object.entries(map).flatMap(([from, { transitions }]) =>
    Object.values(transitions).map(({ state, event }) => ({ from, event, to: keyOf(state) })),
  )
  return { states: new Map(Object.entries(map).map(([key, { state }]) => [key, state])), edges }
}

interface Node {
  readonly state: FollowerSnapshot
  readonly transitions: Record<string, { state: FollowerSnapshot; event: ModelEvent }>
}

/** Everything that can happen in a snapshot: the alphabet, and every timer that is running. */
export function eventsIn({ alphabet }: Chapter, snapshot: FollowerSnapshot): readonly ModelEvent[] {
  const timers = snapshot._nodes.flatMap((node) =>
    node.after.map(({ eventType }) => ({ type: String(eventType) })),
  )
  return [...eventsOf(alphabet, snapshot.context, invokedIn(snapshot)), ...timers]
}

/** The work that is under way; the four links run always and are not part of the model. */
export function invokedIn(snapshot: FollowerSnapshot): readonly string[] {
  const links = ['derivation', 'l1', 'engine', 'gossip']
  return snapshot._nodes
    .flatMap((node) => node.invoke.map(({ id }) => id))
    .filter((id) => !links.includes(id))
}

/** What guards read, and nothing that merely tells a story. Two states with one key must behave alike. */
export function keyOf({ value, context }: FollowerSnapshot): string {
  const {
    policy: _p,
    limits: _l,
    delays: _d,
    links: _k,
    gossip: _g,
    attestationOverdue: _o,
    ...facts
  } = context
  const { hold, holdTries: _t, engine, derivation, l1, pool, ...rest } = facts
  const reason =
    hold === null ? null : [holdClass(hold.code), hold.because, hold.targets.map(({ hash }) => hash).sort()]
  const read = [engine, derivation, l1].map((facts) => ({ ...facts, trouble: facts.trouble?.kind ?? null }))
  const statements = pool.map(({ signer, hash, l1View }) => [signer, hash, l1View?.hash].join()).sort()
  return JSON.stringify([value, reason, read, statements, rest])
}

/** Guards tell only these apart. */
function holdClass(code: string): string {
  if (code.startsWith('engine/')) return 'engine'
  return ['l1/view-ahead', 'derivation/withdrawing'].includes(code) ? code : 'other'
}
