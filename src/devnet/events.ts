import type { BlockRef, Hash } from '../../machines/values.ts'

/** The heads a person watches: the first two are the node's, the third is the attester's, the rest the follower's. */
export const headLabels = ['unsafe', 'local-safe', 'attested', 'cross-safe', 'finalized'] as const
export type HeadLabel = (typeof headLabels)[number]

export interface Reason {
  readonly code: string
  readonly detail: string
}

/** Everything that happens in the embedded network, as it is shown; with `--json` one line each. */
export type DevnetEvent =
  | { readonly event: 'ready'; readonly endpoints: Endpoints }
  | ({ readonly event: 'head'; readonly label: HeadLabel } & BlockRef)
  | { readonly event: 'state'; readonly state: string }
  /** Why the next block is not promoted; empty when nothing is in its way. */
  | { readonly event: 'blockers'; readonly blockers: readonly Reason[] }
  | { readonly event: 'peers'; readonly connected: number }
  | { readonly event: 'promoted'; readonly number: number; readonly hash: Hash }
  | { readonly event: 'halted'; readonly evidence: string; readonly detail: string }
  | ({ readonly event: 'step' } & Step)
  | { readonly event: 'ended'; readonly ok: boolean; readonly promotions: number; readonly text: string }

/** Where the parts of the network answer JSON-RPC. */
export interface Endpoints {
  readonly l1: string
  readonly sequencerNode: string
  readonly followerNode: string
  readonly followerClient: string
  readonly follower: string
  /** The follower's node finds its client here; only where the two are programs of their own. */
  readonly enginePort?: string
}

/** A scenario tells what it does, quotes what the follower says, or has checked something. */
export interface Step {
  readonly outcome: 'doing' | 'quoted' | 'seen' | 'missed'
  readonly text: string
}

export type Announce = (event: DevnetEvent) => void
