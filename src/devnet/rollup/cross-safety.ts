/** Verification never falls further behind derivation than this. */
const lagLimitBlocks = 6

/**
 * The height up to which messages are verified after one more round. A verifier settles one
 * timestamp after the other, so cross-safe walks where local-safe jumps.
 */
export function advanceCrossSafe(crossSafe: number, localSafe: number): number {
  if (localSafe <= crossSafe) return crossSafe
  return Math.max(crossSafe + 1, localSafe - lagLimitBlocks)
}
