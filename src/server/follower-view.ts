import type { EvidenceBundle } from '../ports/store.ts'
import type { Explanation } from '../views/explain.ts'
import type { Readiness } from '../views/readiness.ts'
import type { StatusView } from '../views/status.ts'
import type { PassOn } from './gateway/pass-on.ts'
import type { SyncStatusAnswer } from './sync-status.ts'

/** What the server asks of the follower. Views are made when they are asked for, never kept. */
export interface FollowerView {
  readonly chainId: number
  readonly version: string
  readonly status: () => StatusView
  readonly explain: () => Explanation
  readonly readiness: () => Readiness
  readonly syncStatus: (signal: AbortSignal) => SyncStatusAnswer | Promise<SyncStatusAnswer>
  /** A call for the rollup node. */
  readonly passOn: PassOn
  /** Oldest first. */
  readonly evidence: () => readonly EvidenceBundle[]
  readonly acknowledgeHalt: (evidenceId: string) => Acknowledgement
}

export type Acknowledgement =
  | { readonly kind: 'acknowledged' }
  | { readonly kind: 'not-halted' }
  /** The id is not of the evidence that halts; that one is `open`. */
  | { readonly kind: 'unknown-evidence'; readonly open: string | null }
