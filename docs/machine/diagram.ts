import type { AnyStateNode, AnyTransitionDefinition } from 'xstate'
import { eventName, guardOf, nameOf, nodesOf, transitionsOf } from './chart.ts'

/** The chart as a Mermaid state diagram. What every state takes alike is left to the words below it. */
export function diagram(root: AnyStateNode): string {
  const arrows = nodesOf(root)
    .filter((node) => node !== root)
    .flatMap(arrowsFrom)
  return [
    '```mermaid',
    'stateDiagram-v2',
    `  [*] --> ${initialOf(root)}`,
    ...composites(root),
    ...arrows,
    '```',
  ].join('\n')
}

function composites(root: AnyStateNode): readonly string[] {
  const groups = Object.values(root.states).filter((node) => Object.keys(node.states).length > 0)
  return groups.flatMap((node) => [
    `  state ${node.key} {`,
    `    [*] --> ${initialOf(node)}`,
    ...Object.values(node.states).map(({ key }) => `    ${key}`),
    '  }',
  ])
}

/** One arrow for each pair of states; what leads along it stands on it, line by line. */
function arrowsFrom(node: AnyStateNode): readonly string[] {
  const leaving = transitionsOf(node).filter(({ target }) => target !== undefined)
  const byTarget = Map.groupBy(leaving, ({ target }) => target![0]!)
  return [...byTarget].map(([target, along]) => {
    const label = along
      .map(labelOf)
      .filter((text) => text !== '')
      .join('<br/>')
    return `  ${node.key} --> ${target.key}${label === '' ? '' : `: ${label}`}`
  })
}

function labelOf(transition: AnyTransitionDefinition): string {
  const event = transition.eventType === '' ? '' : eventName(transition.eventType)
  const guard = guardOf(transition)
  if (event === '') return guard ?? 'otherwise'
  return guard === null ? event : `${event} [${guard}]`
}

function initialOf(node: AnyStateNode): string {
  return nameOf(node.initial.target[0]!).split('.').at(-1)!
}
