import type { PollOutcome } from '../../../machines/attester/outcomes.ts'
import { isAbsent, type RollupNodePort } from '../../ports/rollup-node.ts'

/** Reads the cross-safe head, and the L1 view from the very same answer: taken apart they could be of two chains. */
export async function poll(rollupNode: RollupNodePort, signal: AbortSignal): Promise<PollOutcome> {
  const answer = await rollupNode.syncStatus(signal)
  if (answer.kind !== 'ok') return answer
  const { safe_l2: safe, current_l1: currentL1 } = answer.value
  if (isAbsent(safe)) return { kind: 'nothing-yet', detail: `${rollupNode.name} has no cross-safe head yet` }
  if (isAbsent(currentL1)) {
    return { kind: 'nothing-yet', detail: `${rollupNode.name} names no current L1 block, as after a reset` }
  }
  const { number, hash, parentHash, timestamp } = safe
  const l1View = { number: currentL1.number, hash: currentL1.hash }
  return { kind: 'head', head: { number, hash, parentHash, timestamp, l1View } }
}
