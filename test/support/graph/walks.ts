/** One step of a graph, by the names of the places it joins. */
export interface Arc {
  readonly from: string
  readonly to: string
}

/**
 * Walks from `start` that together take every arc. Greedy: from where a walk stands it takes
 * the shortest way to the nearest arc that nobody took yet; beyond
 * `stepsLimit` it ends and another one begins. Throws when an arc cannot be reached.
 */
export function walksOver<A extends Arc>(
  arcs: readonly A[],
  start: string,
  stepsLimit = 2_000,
): readonly (readonly A[])[] {
  const leaving = Map.groupBy(arcs, ({ from }) => from)
  const open = new Map([...leaving].map(([place, from]) => [place, new Set(from)]))
  const walks: A[][] = []
  let left = arcs.length
  while (left > 0) {
    const walk: A[] = []
    let place = start
    while (walk.length < stepsLimit) {
      const way = wayToOpenArc(place, leaving, open)
      if (way === null) break
      for (const arc of way) left -= open.get(arc.from)?.delete(arc) ? 1 : 0
      walk.push(...way)
      place = way.at(-1)!.to
    }
    if (walk.length === 0) throw new Error(`${left} arcs cannot be reached from ${start}`)
    walks.push(walk)
  }
  return walks
}

/** Breadth first; the last arc of the answer is the open one. */
function wayToOpenArc<A extends Arc>(
  start: string,
  leaving: ReadonlyMap<string, readonly A[]>,
  open: ReadonlyMap<string, ReadonlySet<A>>,
): readonly A[] | null {
  const reachedBy = new Map<string, A | null>([[start, null]])
  for (const place of reachedBy.keys()) {
    const [found] = open.get(place) ?? []
    if (found !== undefined) return [...wayBack(place, reachedBy), found]
    for (const arc of leaving.get(place) ?? []) {
      if (!reachedBy.has(arc.to)) reachedBy.set(arc.to, arc)
    }
  }
  return null
}

function wayBack<A extends Arc>(end: string, reachedBy: ReadonlyMap<string, A | null>): readonly A[] {
  const way: A[] = []
  for (let arc = reachedBy.get(end); arc; arc = reachedBy.get(arc.from)) way.push(arc)
  return way.reverse()
}
