import type { Random } from '../../wire/random.ts'

/** One moment at which programs die, and how they come back. */
export interface Kill<Program> {
  /** From the moment that the one before it was over. */
  readonly afterMs: number
  readonly victims: readonly Program[]
  readonly awayMs: number
  /** In this order, which need not be that of their death. */
  readonly returning: readonly Return<Program>[]
}

interface Return<Program> {
  readonly program: Program
  /** From the return of the one before it. */
  readonly afterMs: number
}

const limitAwayMs = 3_000
const limitGapMs = 1_500

/** Any number of them, in any order; within `limitMs`, which is short enough to meet them while they start. */
export function planKill<Program>(
  random: Random,
  programs: readonly Program[],
  limitMs: number,
): Kill<Program> {
  const victims = shuffled(random, programs).slice(random.below(programs.length))
  return {
    afterMs: random.below(limitMs),
    victims,
    awayMs: random.below(limitAwayMs),
    returning: shuffled(random, victims).map((program) => ({ program, afterMs: random.below(limitGapMs) })),
  }
}

function shuffled<T>(random: Random, values: readonly T[]): readonly T[] {
  const left = [...values]
  return values.map(() => left.splice(random.below(left.length), 1)[0]!)
}
