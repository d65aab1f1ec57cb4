/** Consecutive heights whose heads are wanted of the peers. */
export interface HeadsRange {
  readonly from: number
  /** At least one. */
  readonly count: number
}

/** What the follower is missing of the attested chain; no ranges when it misses nothing. */
export interface HeadsQuestion {
  readonly ranges: readonly HeadsRange[]
}

export function sameQuestion({ ranges: a }: HeadsQuestion, { ranges: b }: HeadsQuestion): boolean {
  return (
    a.length === b.length && a.every(({ from, count }, at) => from === b[at]?.from && count === b[at]?.count)
  )
}
