import {
  type Address,
  type Attestation,
  type BlockRef,
  type CrossSafe,
  type L1View,
  type LocalSafe,
  localSafe,
} from '../values.ts'
import type { BlockerCode } from './codes.ts'
import type { Denial, Evidence, FollowerFacts, Promotion, Tier } from './facts.ts'
import {
  type ConsolidationFacts,
  type DerivationFacts,
  type EngineFacts,
  type GossipFacts,
  type L1Facts,
  unreadConsolidation,
  unreadDerivation,
  unreadEngine,
  unreadL1,
} from './link-facts.ts'
import type { CommandInput, PromotionCause, ReplaceInput } from './outcomes.ts'
import type { Parting } from './parting.ts'
import { admit, type Pool } from './pool.ts'

/** Who must agree on (number, hash) before a block counts as attested. */
export interface TrustPolicy {
  readonly attesters: readonly Address[]
  readonly threshold: number
}

export interface FollowerLimits {
  readonly poolStatements: number
  readonly promotions: number
  /** How often a read-back may still show the old label before the promotion is held as unconfirmed. */
  readonly confirmTries: number
  /** How often a fallen-back label is asserted again before we say that somebody else is lowering it. */
  readonly reassertTries: number
}

/** Milliseconds. Each names the wait it ends. */
export interface FollowerDelays {
  readonly syncingDeadlineMs: number
  readonly attestationDeadlineMs: number
  readonly derivationDeadlineMs: number
  readonly examineDeadlineMs: number
  readonly commandDeadlineMs: number
  readonly confirmDeadlineMs: number
  readonly confirmRetryMs: number
  readonly replaceDeadlineMs: number
  readonly holdRecheckMs: number
}

export interface FollowerInput {
  readonly policy: TrustPolicy
  readonly facts: FollowerFacts
  /** False only in shadow mode: then finality does not move and nothing is ever proven, so nothing halts. */
  readonly l1Configured: boolean
  /** Blocks are rebuilt from L1 before they are promoted (tier T2). */
  readonly l1Check: boolean
  readonly limits: FollowerLimits
  readonly delays: FollowerDelays
}

/** Something that cannot be acted on now, without a proven contradiction: recoverable, by itself. */
export interface Hold {
  readonly code: BlockerCode
  readonly because: PromotionCause | 'examine'
  /** The blocks not to be tried again before the recheck, newest reason last. */
  readonly targets: readonly BlockRef[]
  readonly detail: string
  readonly expected?: string
  readonly seen?: string
}

/** A promotion on its way: asked for, not yet read back. */
export interface PendingPromotion extends CommandInput {
  readonly l1View: L1View | null
  readonly tier: Tier
}

export interface FollowerContext {
  readonly policy: TrustPolicy
  readonly limits: FollowerLimits
  readonly delays: FollowerDelays

  readonly trustedBase: BlockRef | null
  /** The highest block ever derived on this lineage (S2). */
  readonly localSafe: LocalSafe | null
  readonly crossSafe: CrossSafe | null
  readonly finalized: BlockRef | null
  readonly promotions: readonly Promotion[]
  /** Replaced blocks, oldest first. They are on disk before the machine hears of them, as the gate denies them. */
  readonly denials: readonly Denial[]

  readonly pool: Pool
  readonly muted: readonly Address[]
  readonly discarded: readonly string[]

  readonly derivation: DerivationFacts
  readonly consolidation: ConsolidationFacts
  readonly l1: L1Facts
  readonly engine: EngineFacts
  readonly gossip: GossipFacts

  /** The block under examination. */
  readonly examined: BlockRef | null
  /** Empty while nothing that is attested above the cross-safe head is known to differ. */
  readonly parting: Parting
  readonly replacement: ReplaceInput | null
  readonly pending: PendingPromotion | null
  readonly confirmTries: number
  readonly reassertTries: number
  readonly hold: Hold | null
  /** Rechecks since the last promotion that was more than a reassertion, saturating; the wait doubles with each. */
  readonly holdTries: number
  /** Set by a deadline that passed without an attestation; cleared by the next promotion. */
  readonly attestationOverdue: boolean
  readonly openEvidence: Evidence | null
}

export function initialContext(input: FollowerInput): FollowerContext {
  const { facts } = input
  return {
    policy: input.policy,
    limits: input.limits,
    delays: input.delays,
    trustedBase: facts.trustedBase,
    localSafe: facts.crossSafe === null ? null : localSafe(facts.crossSafe),
    crossSafe: facts.crossSafe,
    finalized: facts.finalized,
    promotions: facts.promotions,
    denials: facts.denials,
    pool: restoredPool(input),
    muted: facts.muted,
    discarded: facts.discarded,
    derivation: unreadDerivation,
    consolidation: unreadConsolidation(input.l1Check, facts.crossSafe),
    l1: unreadL1(input.l1Configured),
    engine: unreadEngine,
    gossip: { peers: 0, trouble: null },
    examined: null,
    parting: [],
    replacement: null,
    pending: restoredPending(facts),
    confirmTries: 0,
    reassertTries: 0,
    hold: null,
    holdTries: 0,
    attestationOverdue: false,
    openEvidence: facts.openEvidence,
  }
}

function restoredPool({ facts, limits }: FollowerInput): Pool {
  const floor = facts.crossSafe?.number ?? 0
  const relevant = facts.attestations.filter((held) => held.number >= floor)
  return relevant.reduce<readonly Attestation[]>((pool, held) => admit(pool, held, limits.poolStatements), [])
}

function restoredPending({ pendingPromotion }: FollowerFacts): PendingPromotion | null {
  if (pendingPromotion === null) return null
  const { number, hash, finalized, l1View, because, tier } = pendingPromotion
  return { safe: { number, hash }, finalized, l1View, because, tier }
}
