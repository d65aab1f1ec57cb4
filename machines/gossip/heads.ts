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

export const noHeads: HeadsQuestion = { ranges: [] }

/** So many heights are asked for at once, in so many ranges where they lie apart. */
const limitHeads = 128
const limitRanges = 16

/** The heights strictly between two: all of them, or as many as are asked for at once, spread evenly. */
export function headsBetween(lower: number, upper: number): HeadsQuestion {
  const heights = upper - lower - 1
  if (heights <= 0) return noHeads
  if (heights <= limitHeads) return { ranges: [{ from: lower + 1, count: heights }] }
  const count = limitHeads / limitRanges
  const strideOf = (at: number) => Math.floor((at * (heights - count)) / (limitRanges - 1))
  return {
    ranges: Array.from({ length: limitRanges }, (_, at) => ({ from: lower + 1 + strideOf(at), count })),
  }
}

export function sameQuestion({ ranges: a }: HeadsQuestion, { ranges: b }: HeadsQuestion): boolean {
  return (
    a.length === b.length && a.every(({ from, count }, at) => from === b[at]?.from && count === b[at]?.count)
  )
}
