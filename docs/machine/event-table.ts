import type { AnyStateNode, AnyTransitionDefinition } from 'xstate'
import { leavesOf, lineOf, nameOf, nodesOf, targetsOf } from './chart.ts'

/** What becomes of one event in one state. */
export interface Cell {
  readonly state: string
  readonly eventType: string
  /** Where it may lead; empty when it is only noted. */
  readonly targets: readonly string[]
  readonly fate: 'moves' | 'noted' | 'unexpected'
}

/** Every event in every state: none is dropped, because the root takes whatever nobody else takes. */
export function eventTable(root: AnyStateNode): readonly Cell[] {
  const leaves = leavesOf(root)
  return eventTypesOf(root).flatMap((eventType) => leaves.map((leaf) => cellOf(leaf, eventType)))
}

/** All events that the chart names, and the failure of each actor, which is never expected of a link. */
export function eventTypesOf(root: AnyStateNode): readonly string[] {
  const nodes = nodesOf(root)
  const named = nodes.flatMap((node) => [...node.transitions.keys()])
  const failures = nodes.flatMap((node) => node.invoke.map(({ id }) => `xstate.error.actor.${id}`))
  return [...new Set([...named, ...failures])].filter((type) => type !== '*')
}

function cellOf(leaf: AnyStateNode, eventType: string): Cell {
  const candidates = candidatesFor(leaf, eventType)
  const targets = [...new Set(candidates.flatMap(targetsOf))]
  const state = nameOf(leaf)
  if (candidates.length === 0) return { state, eventType, targets, fate: 'unexpected' }
  return { state, eventType, targets, fate: targets.length > 0 ? 'moves' : 'noted' }
}

/** The innermost state that knows the event answers for it; only its guards may pass it on. */
function candidatesFor(leaf: AnyStateNode, eventType: string): readonly AnyTransitionDefinition[] {
  const taken: AnyTransitionDefinition[] = []
  for (const node of lineOf(leaf)) {
    const own = node.transitions.get(eventType) ?? []
    taken.push(...own)
    if (own.some(({ guard }) => guard === undefined)) break
  }
  return taken
}
