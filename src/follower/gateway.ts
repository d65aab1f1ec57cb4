import type { ClockPort } from '../ports/clock.ts'
import type { LogPort } from '../ports/log.ts'
import type { RollupNodePort } from '../ports/rollup-node.ts'
import type { FollowerView } from '../server/follower-view.ts'
import type { LocalSafeSetting } from '../server/gateway/local-safe.ts'
import { createPassOn } from '../server/gateway/pass-on.ts'
import { createSyncStatusView } from '../server/gateway/sync-status-view.ts'
import type { Follower } from './follower.ts'

export interface GatewayOptions {
  readonly follower: Pick<Follower, 'status'>
  /** In the order in which they are asked. */
  readonly rollupNodes: readonly RollupNodePort[]
  readonly localSafe: LocalSafeSetting
  readonly clock: ClockPort
  readonly log?: LogPort
}

/** Less than the RPC server allows a method, so that it is the silent node that is named. */
const gatewayDeadlineMs = 4_500
/** S6: older than this, a sync status is an error. */
const syncStatusLimitMs = 15_000
const passOnLimitCalls = 64

/** What readers of a rollup node's RPC find at ours. */
export function createGateway(options: GatewayOptions): Pick<FollowerView, 'syncStatus' | 'passOn'> {
  const { follower, rollupNodes: nodes, ...rest } = options
  const deadlineMs = gatewayDeadlineMs
  const heads = () => follower.status().heads
  return {
    syncStatus: createSyncStatusView({ ...rest, nodes, heads, deadlineMs, limitMs: syncStatusLimitMs }),
    passOn: createPassOn({ nodes, deadlineMs, limitCalls: passOnLimitCalls }),
  }
}
