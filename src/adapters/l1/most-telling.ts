import type { Trouble } from '../../ports/trouble.ts'

/** Who lies or shuts us out needs a person; who is silent may come back. */
const ranks: readonly Trouble['kind'][] = ['malformed', 'unauthorized', 'refused', 'timed-out', 'unreachable']

/** One trouble for the troubles of several endpoints, one at least: the kind of the worst, the words of all. */
export function mostTelling(troubles: readonly Trouble[]): Trouble {
  const [worst] = troubles.toSorted((a, b) => ranks.indexOf(a.kind) - ranks.indexOf(b.kind))
  if (worst === undefined) return { kind: 'timed-out', detail: 'given up before anybody was asked' }
  return { ...worst, detail: troubles.map(({ detail }) => detail).join('; ') }
}
