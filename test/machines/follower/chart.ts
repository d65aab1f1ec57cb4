import type { AnyStateNode } from 'xstate'

/** The states in which the follower can be: those without states of their own. */
export function leavesOf(node: AnyStateNode): readonly AnyStateNode[] {
  const within = Object.values(node.states)
  return within.length === 0 ? [node] : within.flatMap(leavesOf)
}
