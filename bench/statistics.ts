export interface Spread {
  readonly median_us: number
  readonly p10_us: number
  readonly p90_us: number
}

export function spreadOf(samples_us: readonly number[]): Spread {
  const sorted = samples_us.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
  return { median_us: at(0.5), p10_us: at(0.1), p90_us: at(0.9) }
}
