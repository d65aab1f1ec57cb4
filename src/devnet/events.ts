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
  | { readonly event: 'ready'; readonly endpoints: Readonly<Record<string, string>> }
  | ({ readonly event: 'head'; readonly label: HeadLabel } & BlockRef)
  | { readonly event: 'state'; readonly state: string }
  /** Why the next block is not promoted; empty when nothing is in its way. */
  | { readonly event: 'blockers'; readonly blockers: readonly Reason[] }
  | { readonly event: 'peers'; readonly connected: number }
  | { readonly event: 'promoted'; readonly number: number; readonly hash: Hash }
  | { readonly event: 'halted'; readonly evidence: string; readonly detail: string }
  /** A scenario tells what it does or checks. */
  | { readonly event: 'step'; readonly outcome: 'doing' | 'seen' | 'missed'; readonly text: string }
  | { readonly event: 'ended'; readonly ok: boolean; readonly promotions: number; readonly text: string }

export type Announce = (event: DevnetEvent) => void
