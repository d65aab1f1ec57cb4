/** One step of a graph. */
interface Step {
  readonly from: string
  readonly to: string
}

/** Longer walks start anew, so that a failure is found near the start of its story. */
const limitSteps = 40

/**
 * Walks from the initial state that take every reachable edge at least once: from where a walk
 * stands it goes the shortest way to the nearest edge not taken yet.
 */
export function edgeWalks<Edge extends Step>(
  initial: string,
  edges: readonly Edge[],
): readonly (readonly Edge[])[] {
  const leaving = Map.groupBy(edges, ({ from }) => from)
  const untaken = new Set(edges)
  const walks: Edge[][] = []
  for (
    let walk = walkFrom(initial, leaving, untaken);
    walk.length > 0;
    walk = walkFrom(initial, leaving, untaken)
  ) {
    walks.push(walk)
  }
  return walks
}

function walkFrom<Edge extends Step>(
  initial: string,
  leaving: ReadonlyMap<string, readonly Edge[]>,
  untaken: Set<Edge>,
): Edge[] {
  const walk: Edge[] = []
  while (walk.length < limitSteps) {
    const route = shortestRoute(walk.at(-1)?.to ?? initial, leaving, (edge) => untaken.has(edge))
    if (route.length === 0) break
    for (const edge of route) untaken.delete(edge)
    walk.push(...route)
  }
  return walk
}

/** Breadth first; ends with the first edge that is wanted. Empty when there is none. */
function shortestRoute<Edge extends Step>(
  start: string,
  leaving: ReadonlyMap<string, readonly Edge[]>,
  isWanted: (edge: Edge) => boolean,
): Edge[] {
  const reachedBy = new Map<string, Edge | null>([[start, null]])
  for (const state of reachedBy.keys()) {
    for (const edge of leaving.get(state) ?? []) {
      if (isWanted(edge)) return [...routeTo(state, reachedBy), edge]
      if (!reachedBy.has(edge.to)) reachedBy.set(edge.to, edge)
    }
  }
  return []
}

function routeTo<Edge extends Step>(state: string, reachedBy: ReadonlyMap<string, Edge | null>): Edge[] {
  const route: Edge[] = []
  for (let edge = reachedBy.get(state); edge; edge = reachedBy.get(edge.from)) route.unshift(edge)
  return route
}
