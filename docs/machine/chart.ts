import type { AnyStateNode, AnyTransitionDefinition } from 'xstate'

/** Questions to a statechart, answered from its definition. */

export function nodesOf(node: AnyStateNode): readonly AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesOf)]
}

/** The states in which the machine can be: those without states of their own. */
export function leavesOf(root: AnyStateNode): readonly AnyStateNode[] {
  return nodesOf(root).filter((node) => Object.keys(node.states).length === 0)
}

/** `promoting.commanding`; the root has the name of the machine. */
export function nameOf(node: AnyStateNode): string {
  return node.path.length === 0 ? node.id : node.path.join('.')
}

export function transitionsOf(node: AnyStateNode): readonly AnyTransitionDefinition[] {
  return [...(node.always ?? []), ...[...node.transitions.values()].flat()]
}

/** The state and those that hold it, innermost first: the order in which they are asked about an event. */
export function lineOf(node: AnyStateNode): readonly AnyStateNode[] {
  return node.parent === undefined ? [node] : [node, ...lineOf(node.parent)]
}

export function guardOf({ guard }: AnyTransitionDefinition): string | null {
  return guard === undefined ? null : typeof guard === 'string' ? guard : String((guard as Named).type)
}

export function actionsOf({ actions }: AnyTransitionDefinition): readonly string[] {
  return actions.map((action) => (typeof action === 'string' ? action : String((action as Named).type)))
}

export function targetsOf({ target }: AnyTransitionDefinition): readonly string[] {
  return (target ?? []).map(nameOf)
}

/** In the words of the chart: `examine done`, `after holdRecheck`, `engine.read`. */
export function eventName(eventType: string): string {
  const [, kind, subject, id] = /^xstate\.(done\.actor|error\.actor|after)\.(\w+)(.*)$/.exec(eventType) ?? []
  if (kind === undefined || id === undefined) return eventType
  if (kind === 'after') return `after ${subject}`
  return `${subject} ${kind === 'done.actor' ? 'done' : 'failed'}`
}

interface Named {
  readonly type: string
}
