import { followerMachine } from '../../../machines/follower/machine.ts'
import { exploreGraph, type Graph, type GraphEdge } from '../../support/graph/explore-graph.ts'
import { eventsOf, type ModelEvent } from './alphabet.ts'
import type { Chapter } from './chapter.ts'
import { type FollowerSnapshot, keyOf } from './key.ts'

export type FollowerModel = typeof followerMachine

export type Edge = GraphEdge<FollowerSnapshot, ModelEvent>

export type Exploration = Graph<FollowerSnapshot, ModelEvent>

/** Questions to the links leave no trace in the context, and a model has no links. */
const withoutLinks = {
  askDerivation: () => {},
  askConsolidation: () => {},
  hurryConsolidation: () => {},
  askL1: () => {},
  askEngine: () => {},
  askHeads: () => {},
  lookAtDerivation: () => {},
  lookAtConsolidation: () => {},
  lookAtL1: () => {},
  lookAtEngine: () => {},
}

/** The chart without its links. */
export const standalone: FollowerModel = followerMachine.provide({ actions: withoutLinks })

/** Several times the largest chapter. */
const edgesLimit = 60_000

export function explore(chapter: Chapter, machine: FollowerModel = standalone): Exploration {
  const eventsIn = (snapshot: FollowerSnapshot) => eventsOfChapter(chapter, snapshot)
  return exploreGraph(machine, { input: chapter.input, eventsIn, keyOf, edgesLimit })
}

/** Everything that can happen in a snapshot: the alphabet, and every timer that is running. */
export function eventsOfChapter({ alphabet }: Chapter, snapshot: FollowerSnapshot): readonly ModelEvent[] {
  const work = workIn(snapshot)
  const timers = alphabet.overdue || work.length === 0 ? timersIn(snapshot) : []
  return [...eventsOf(alphabet, snapshot.context, work), ...timers]
}

export function timersIn(snapshot: FollowerSnapshot): readonly ModelEvent[] {
  return snapshot._nodes.flatMap((node) => node.after.map(({ eventType }) => ({ type: String(eventType) })))
}

/** The work that is under way; the five links run always and are not part of the model. */
export function workIn(snapshot: FollowerSnapshot): readonly string[] {
  const links = ['derivation', 'consolidation', 'l1', 'engine', 'gossip']
  return snapshot._nodes
    .flatMap((node) => node.invoke.map(({ id }) => id))
    .filter((id) => !links.includes(id))
}
