import {
  type BlockRef,
  blockOf,
  type CrossSafe,
  type Hash,
  type L1View,
  type L1ViewStatus,
} from '../values.ts'
import type { ConsolidationStop, Labels, NodeAtPort, Trouble, Watermark } from './readings.ts'

/** What the links have told, as the follower remembers it. */

export interface DerivationFacts {
  /** What the rollup nodes say now; after a reset it is far below `localSafe`. */
  readonly tip: BlockRef | null
  readonly finalized: BlockRef | null
  readonly currentL1: L1View | null
  readonly atCrossSafe: Hash | null
  readonly standing: BlockRef | null
  readonly trouble: Trouble | { readonly kind: 'sources-differ'; readonly detail: string } | null
}

/** How far our chain was rebuilt from L1, and why no further. Outlives a failed reading: what was proven stays so. */
export interface ConsolidationFacts {
  /** False where the operator switched the L1 check off: then promotions rest on the rollup nodes alone. */
  readonly enabled: boolean
  /** At or above the cross-safe head, unless that is doubted. Null before the first one. */
  readonly watermark: Watermark | null
  readonly stop: ConsolidationStop | null
  readonly trouble: Trouble | null
}

export interface L1Facts {
  readonly configured: boolean
  readonly latest: L1View | null
  readonly finalized: L1View | null
  readonly views: Readonly<Record<Hash, L1ViewStatus>>
  readonly trouble: Trouble | null
}

export interface EngineFacts {
  readonly labels: Labels | null
  readonly safeIsOurs: boolean
  readonly node: NodeAtPort
  readonly trouble: Trouble | { readonly kind: 'syncing'; readonly detail: string } | null
}

export interface GossipFacts {
  readonly peers: number
  readonly trouble: string | null
}

export const unreadDerivation: DerivationFacts = {
  tip: null,
  finalized: null,
  currentL1: null,
  atCrossSafe: null,
  standing: null,
  trouble: null,
}

export const unreadEngine: EngineFacts = {
  labels: null,
  safeIsOurs: false,
  node: { onDeniedBranch: false, offered: null },
  trouble: null,
}

export function unreadL1(configured: boolean): L1Facts {
  return { configured, latest: null, finalized: null, views: {}, trouble: null }
}

/** What was promoted before needs no rebuilding: consolidation begins on top of it. */
export function unreadConsolidation(enabled: boolean, crossSafe: CrossSafe | null): ConsolidationFacts {
  const watermark = enabled && crossSafe !== null ? watermarkAt(crossSafe) : null
  return { enabled, watermark, stop: null, trouble: null }
}

/** Where consolidation begins, or begins again. */
export function watermarkAt(block: BlockRef): Watermark {
  return { block: blockOf(block), origin: null }
}
