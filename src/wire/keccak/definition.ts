/** What FIPS 202 says of Keccak-f[1600], computed from its own words rather than typed in. */

const rounds = 24

/** How many bytes keccak256 takes in between two permutations. */
export const blockBytes = 136

/** How many bytes of the state keccak256 gives out. */
export const digestBytes = 32

/** Step ρ: how far the lane at (x, y) is rotated, in the order x + 5y. */
export const rotations: readonly number[] = rotationsByLane()

/** Step ι: what each round adds to the lane at (0, 0). */
export const roundConstants: readonly bigint[] = constantsByRound()

/** The lanes in the order in which π visits them, each rotated one triangular number of bits further. */
function rotationsByLane(): readonly number[] {
  const byLane = Array.from({ length: 25 }, () => 0)
  let [x, y] = [1, 0]
  for (let step = 0; step < 24; step++) {
    byLane[x + 5 * y] = (((step + 1) * (step + 2)) / 2) % 64
    ;[x, y] = [y, (2 * x + 3 * y) % 5]
  }
  return byLane
}

/** Bits 0, 1, 3, 7, 15, 31 and 63 of each are the next seven that a shift register of eight bits gives out. */
function constantsByRound(): readonly bigint[] {
  let register = 1
  const nextBit = () => {
    const bit = register & 1
    register = (register << 1) ^ (register >> 7 === 0 ? 0 : 0x171)
    return BigInt(bit)
  }
  return Array.from({ length: rounds }, () => {
    let constant = 0n
    for (let j = 0n; j < 7n; j++) constant |= nextBit() << (2n ** j - 1n)
    return constant
  })
}
