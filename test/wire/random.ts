/** A small generator for runs too long for a property library: the same seed gives the same run. */
export interface Random {
  /** A whole number in [0, limit). */
  readonly below: (limit: number) => number
}

/** Marsaglia's xorshift with 32 bits of state. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0 || 1
  return {
    below: (limit) => {
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      return Math.floor(((state >>> 0) / 2 ** 32) * limit)
    },
  }
}
