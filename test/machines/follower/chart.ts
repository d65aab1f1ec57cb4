import type { AnyStateNode, AnyTransitionDefinition } from 'xstate'

/** The states in which the follower can be: those without states of their own. */
export function leavesOf(node: AnyStateNode): readonly AnyStateNode[] {
  const within = Object.values(node.states)
  return within.length === 0 ? [node] : within.flatMap(leavesOf)
}

/** Every transition of a chart by a name that says where it starts, at what, and how it is guarded. */
export type TransitionNames = ReadonlyMap<AnyTransitionDefinition, string>

export function namesOf(root: AnyStateNode): TransitionNames {
  return new Map(
    nodesOf(root).flatMap((node) => {
      const own = [...(node.always ?? []), ...[...node.transitions.values()].flat()]
      return own.map((transition, at) => [transition, nameOf(node, transition, at)] as const)
    }),
  )
}

function nodesOf(node: AnyStateNode): readonly AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesOf)]
}

function nameOf({ id }: AnyStateNode, { eventType, guard }: AnyTransitionDefinition, at: number): string {
  const named = typeof guard === 'string' ? guard : (guard as { type?: string } | undefined)?.type
  return `${id} · ${eventType || 'always'}${named === undefined ? '' : ` [${named}]`} #${at}`
}
