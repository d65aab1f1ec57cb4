import type { AnyStateNode } from 'xstate'
import { blockerMeanings } from '../../machines/follower/codes.ts'
import { defaultFollowerDelays } from '../../src/follower/options.ts'
import { code, table } from '../pages/markdown.ts'
import {
  actionsOf,
  eventName,
  guardOf,
  leavesOf,
  nameOf,
  nodesOf,
  targetsOf,
  transitionsOf,
} from './chart.ts'
import { type Cell, eventTable, eventTypesOf } from './event-table.ts'

/** The tables of docs/machine.md, each read off the chart. */

export function stateTable(root: AnyStateNode): string {
  const rows = nodesOf(root)
    .filter((node) => node !== root)
    .map((node) => [code(nameOf(node)), node.description ?? '', deadlinesOf(node), exitsOf(node)])
  return table(['State', 'Meaning', 'Deadline', 'Leads to'], rows)
}

export function eventStateTable(root: AnyStateNode): string {
  const cells = eventTable(root)
  const rows = eventTypesOf(root).map((type) => {
    return [code(eventName(type)), ...cells.filter(({ eventType }) => eventType === type).map(cellText)]
  })
  return table(['Event', ...leavesOf(root).map((leaf) => code(nameOf(leaf)))], rows)
}

export function guardTable(root: AnyStateNode): string {
  return usesTable(
    'Guard',
    'Asked at',
    uses(root, (transition) => [guardOf(transition)].filter((guard) => guard !== null)),
  )
}

export function actionTable(root: AnyStateNode): string {
  return usesTable('Action', 'Done at', uses(root, actionsOf))
}

export function delayTable(root: AnyStateNode): string {
  const defaults = new Map(Object.entries(defaultFollowerDelays))
  const rows = nodesOf(root).flatMap((node) =>
    delaysOf(node).map((name) => [code(name), `${defaults.get(`${name}Ms`)} ms`, code(nameOf(node))]),
  )
  return table(['Delay', 'Default', 'Ends'], rows)
}

export function actorTable(root: AnyStateNode): string {
  const rows = nodesOf(root).flatMap((node) =>
    node.invoke.map(({ id }) => [
      code(id),
      node === root ? 'always' : code(nameOf(node)),
      deadlinesOf(node) || 'its own',
    ]),
  )
  return table(['Actor', 'Runs in', 'Deadline'], rows)
}

export function blockerTable(): string {
  return table(
    ['Blocker', 'Meaning'],
    Object.entries(blockerMeanings).map(([name, meaning]) => [code(name), meaning]),
  )
}

type Transition = ReturnType<typeof transitionsOf>[number]

/** Each name with the places where it is used, in the order of the chart. */
function uses(
  root: AnyStateNode,
  namesIn: (transition: Transition) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const node of nodesOf(root)) {
    for (const transition of transitionsOf(node)) {
      const place =
        `${code(nameOf(node))} ${transition.eventType === '' ? '' : eventName(transition.eventType)}`.trim()
      for (const name of namesIn(transition)) found.set(name, [...(found.get(name) ?? []), place])
    }
  }
  return found
}

function usesTable(head: string, where: string, found: ReadonlyMap<string, readonly string[]>): string {
  return table(
    [head, where],
    [...found].map(([name, places]) => [code(name), [...new Set(places)].join(', ')]),
  )
}

function deadlinesOf(node: AnyStateNode): string {
  return delaysOf(node).map(code).join(', ')
}

function delaysOf(node: AnyStateNode): readonly string[] {
  return node.after.map(({ eventType }) => String(eventType).split('.')[2]!)
}

function exitsOf(node: AnyStateNode): string {
  const targets = transitionsOf(node).flatMap(targetsOf)
  return [...new Set(targets)].map(code).join(', ')
}

function cellText({ fate, targets }: Cell): string {
  return fate === 'moves' ? `→ ${targets.join(', ')}` : fate
}
