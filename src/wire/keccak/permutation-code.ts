import { rotations, roundConstants } from './definition.ts'
import type { Lanes } from './lanes.ts'
import type { Code } from './wasm/bytes.ts'
import { add, constant, get, repeatWhile, set, tee } from './wasm/instructions.ts'

/** The locals that the permutation works in, by their indices; x and y count round. */
export interface PermutationLocals {
  /** The address of the round's constant. */
  readonly round: number
  readonly state: (x: number, y: number) => number
  readonly moved: (x: number, y: number) => number
  readonly parity: (x: number) => number
  readonly effect: (x: number) => number
}

/** How many lanes {@link permutationLocals} has. */
export const permutationLanes = 60

/** The address and then all the lanes, from a first index on. */
export function permutationLocals(first: number): PermutationLocals {
  return {
    round: first,
    state: (x, y) => first + 1 + (x % 5) + 5 * (y % 5),
    moved: (x, y) => first + 26 + (x % 5) + 5 * (y % 5),
    parity: (x) => first + 51 + (x % 5),
    effect: (x) => first + 56 + x,
  }
}

const five = [0, 1, 2, 3, 4]

/** In the order x + 5y. */
export const everyLane = five.flatMap((y) => five.map((x) => [x, y] as const))

/**
 * The rounds of Keccak-f[1600], as code; the steps and their names are those of FIPS 202. The memory
 * begins with the constants of the rounds, so their addresses are what is counted.
 */
export function permutationCode(lanes: Lanes, locals: PermutationLocals): Code {
  const { round } = locals
  const next = tee(round, add(get(round), constant(8)))
  const isInside = add(next, constant(-8 * roundConstants.length))
  const steps = [theta, rhoAndPi, chi, iota].map((step) => step(lanes, locals))
  return [...set(round, constant(0)), ...repeatWhile(isInside, ...steps)]
}

/** What each column will add to its lanes: the parities of two neighbours. */
function theta({ xor, rotate }: Lanes, { state, parity, effect }: PermutationLocals): Code {
  const columns = five.map((x) => five.map((y) => get(state(x, y))).reduce(xor))
  const parities = columns.flatMap((column, x) => set(parity(x), column))
  const effects = five.flatMap((x) => set(effect(x), xor(get(parity(x + 4)), rotate(parity(x + 1), 1))))
  return [...parities, ...effects]
}

/** Each lane adds that effect, is rotated, and goes to another place: all in one go, which is a tenth quicker. */
function rhoAndPi({ xor, rotate }: Lanes, { state, moved, effect }: PermutationLocals): Code {
  return everyLane.flatMap(([x, y]) => {
    const [fromX, fromY] = [(x + 3 * y) % 5, x]
    const lane = moved(x, y)
    const sum = set(lane, xor(get(state(fromX, fromY)), get(effect(fromX))))
    return [...sum, ...set(lane, rotate(lane, rotations[fromX + 5 * fromY]!))]
  })
}

/** Each lane sees the next two of its row. */
function chi({ xor, without }: Lanes, { state, moved }: PermutationLocals): Code {
  return everyLane.flatMap(([x, y]) => {
    const seen = without(get(moved(x + 2, y)), get(moved(x + 1, y)))
    return set(state(x, y), xor(get(moved(x, y)), seen))
  })
}

/** The first lane alone is told which round it is. */
function iota({ xor, loadSame }: Lanes, { state, round }: PermutationLocals): Code {
  return set(state(0, 0), xor(get(state(0, 0)), loadSame(get(round))))
}
