import type { CheckSourceOutcome } from '../../../machines/attester/outcomes.ts'
import type { RollupNodePort } from '../../ports/rollup-node.ts'

/** Asks whether the source's `safe_l2` is verified, or only derived and thus worth no attestation. */
export async function checkSource(
  rollupNode: RollupNodePort,
  signal: AbortSignal,
): Promise<CheckSourceOutcome> {
  const answer = await rollupNode.verifies(signal)
  return answer.kind === 'ok' ? { kind: 'checked', verifies: answer.value } : answer
}
