import type { BlockRef } from '../../machines/values.ts'
import type { ClockPort } from '../ports/clock.ts'
import type { L2BlockRef, RollupNodePort, SyncStatus } from '../ports/rollup-node.ts'
import { type SyncStatusAnswer, syncStatus } from '../server/sync-status.ts'
import type { Follower } from './follower.ts'

export interface SyncStatusViewOptions {
  readonly follower: Pick<Follower, 'status'>
  readonly node: RollupNodePort
  readonly clock: ClockPort
  readonly limitMs: number
}

/** `optimism_syncStatus` of our decision, asked of the rollup node when it is asked of us: nothing is kept. */
export function createSyncStatusView({ follower, node, clock, limitMs }: SyncStatusViewOptions) {
  return async (signal: AbortSignal): Promise<SyncStatusAnswer> => {
    const readAtMs = clock.nowMs()
    const status = await node.syncStatus(signal)
    if (status.kind !== 'ok') return { kind: 'unknown', detail: `the rollup node: ${status.detail}` }
    const { crossSafe, finalized } = follower.status().heads
    const [safeRef, finalizedRef] = await Promise.all(
      [crossSafe, finalized].map((block) => wholeRef(node, status.value, block, signal)),
    )
    const facts = {
      node: status.value,
      readAtMs,
      crossSafe: safeRef ?? null,
      finalized: finalizedRef ?? null,
    }
    return syncStatus(facts, clock.nowMs(), limitMs)
  }
}

/** A block of ours as the rollup node knows it; null when it does not know exactly this one. */
async function wholeRef(
  node: RollupNodePort,
  status: SyncStatus,
  block: BlockRef | null,
  signal: AbortSignal,
): Promise<L2BlockRef | null> {
  if (block === null) return null
  const known = [status.local_safe_l2, status.safe_l2, status.finalized_l2].find(
    ({ hash }) => hash === block.hash,
  )
  if (known !== undefined) return known
  const answer = await node.blockAt(block.number, signal)
  return answer.kind === 'ok' && answer.value?.hash === block.hash ? answer.value : null
}
