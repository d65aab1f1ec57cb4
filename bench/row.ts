/** One measured line of `npm run bench`. Ratios carry over between machines; microseconds do not. */
export interface BenchRow {
  readonly name: string
  readonly median_us: number
  /** How much the machine disturbed the samples: a tenth of them lie below the one, a tenth above the other. */
  readonly p10_us: number
  readonly p90_us: number
  /** To the baseline that was measured in the same run, on the same bytes; to the budget where a name has one. */
  readonly ratio: number
  /** The ratio must not be above it; absent when the row is only reported. */
  readonly target?: number
}
