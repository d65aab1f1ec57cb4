import type { RollupNodePort } from '../../ports/rollup-node.ts'
import { type SyncStatusAnswer, unknown } from '../sync-status.ts'
import { inTurn } from './in-turn.ts'
import { createSyncStatusSource, type SyncStatusSourceOptions } from './sync-status-source.ts'

export interface SyncStatusViewOptions extends Omit<SyncStatusSourceOptions, 'node'> {
  /** In the order in which they are asked. */
  readonly nodes: readonly RollupNodePort[]
  readonly deadlineMs: number
}

/**
 * `optimism_syncStatus` of our decision, by the first rollup node whose heads fit it. Who asks while
 * an answer is on its way shares it: many readers cost the node one reading at a time, and none of
 * them is told an older decision than the one before.
 */
export function createSyncStatusView({ nodes, deadlineMs, ...options }: SyncStatusViewOptions) {
  const sources = nodes.map((node) => createSyncStatusSource({ ...options, node }))
  let onItsWay: Promise<SyncStatusAnswer> | null = null
  const read = async (signal: AbortSignal): Promise<SyncStatusAnswer> => {
    const ask = (source: (typeof sources)[number], within: AbortSignal) => source(within)
    const suffices = ({ kind }: SyncStatusAnswer) => kind === 'fresh'
    return bestOf(await inTurn({ sources, deadlineMs, ask, suffices, signal }))
  }
  return (signal: AbortSignal): Promise<SyncStatusAnswer> => {
    onItsWay ??= read(signal).finally(() => {
      onItsWay = null
    })
    return onItsWay
  }
}

function bestOf(given: readonly SyncStatusAnswer[]): SyncStatusAnswer {
  const decided = given.findLast(({ kind }) => kind !== 'unknown')
  return decided ?? unknown(given.map((answer) => ('detail' in answer ? answer.detail : '')).join('; '))
}
