import type { FollowerDelays, FollowerLimits } from '../../machines/follower/context.ts'
import type { GossipLinkDelays } from '../../machines/gossip/machine.ts'
import type { PollerDelays } from '../../machines/poller/machine.ts'
import type { Address } from '../../machines/values.ts'
import type { L1Check } from '../actors/consolidation/l1-check.ts'
import type { Engine, Replacer } from '../actors/engine/engine.ts'
import type { ChainReader } from '../ports/chain-reader.ts'
import type { ClockPort } from '../ports/clock.ts'
import type { ExecutionClientPort } from '../ports/execution-client.ts'
import type { GossipPort, GossipValidator, HeadsSource } from '../ports/gossip.ts'
import type { L1Port } from '../ports/l1.ts'
import type { LogPort } from '../ports/log.ts'
import type { RollupNodePort } from '../ports/rollup-node.ts'
import type { FollowerStorePort } from '../ports/store.ts'

/** What a follower is made of. Ports stay the caller's to close, but for the gossip it joins itself. */
export interface FollowerOptions {
  readonly chainId: number
  readonly mode: 'shadow' | 'gateway' | 'engine'
  /** Whose statements count, and how many of them must agree on (number, hash). */
  readonly attesters: readonly Address[]
  readonly threshold?: number
  /** Blocks signed under the draft's zero domain count as well. Unsafe: any signed unsafe block is one. */
  readonly acceptDraftDomain?: boolean
  /** They must derive; all of them must agree. */
  readonly rollupNodes: readonly RollupNodePort[]
  /** The L2 chain that we call ours. */
  readonly chain: ChainReader
  /** Without one, finality does not move and nothing is ever proven: shadow mode only. */
  readonly l1: L1Port | null
  /** Blocks are rebuilt from L1 before they are promoted (tier T2); null promotes on the rollup nodes' word. */
  readonly consolidation: L1Check | null
  /** Whole blocks of our chain, where there is a client: with them it is said what is wrong with an attested one. */
  readonly payload?: ExecutionClientPort['payload'] | null
  /** Moves the labels, and replaces blocks: a gate in front of a client, or a paper engine. */
  readonly engine: Engine & Replacer
  /** Joins the mesh with what judges its messages, and what is served by height from then on. */
  readonly joinGossip: (validate: GossipValidator, heads: HeadsSource) => Promise<GossipPort>
  readonly store: FollowerStorePort
  readonly clock?: ClockPort
  readonly log?: LogPort
  readonly delays?: Partial<FollowerDelays>
  readonly limits?: Partial<FollowerLimits>
  readonly links?: Partial<PollerDelays & GossipLinkDelays>
}

export const defaultFollowerDelays: FollowerDelays = {
  syncingDeadlineMs: 15_000,
  attestationDeadlineMs: 120_000,
  derivationDeadlineMs: 120_000,
  examineDeadlineMs: 15_000,
  commandDeadlineMs: 12_000,
  confirmDeadlineMs: 12_000,
  confirmRetryMs: 500,
  replaceDeadlineMs: 30_000,
  holdRecheckMs: 2_000,
}

export const defaultFollowerLimits: FollowerLimits = {
  poolStatements: 1_024,
  promotions: 256,
  confirmTries: 4,
  reassertTries: 3,
}

export const defaultLinkDelays: PollerDelays & GossipLinkDelays = {
  pollIntervalMs: 1_000,
  readDeadlineMs: 10_000,
  backoffMs: 500,
  backoffLimitMs: 8_000,
  refusedRetryMs: 15_000,
  joinDeadlineMs: 20_000,
  rejoinMs: 5_000,
  headsRetryMs: 5_000,
}
