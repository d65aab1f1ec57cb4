import { blockers } from '../../machines/follower/blockers.ts'
import type { BlockerCode } from '../../machines/follower/codes.ts'
import type { FollowerContext } from '../../machines/follower/context.ts'
import { attestedBlocks } from '../../machines/follower/trust.ts'
import type { Address, BlockRef, L1View } from '../../machines/values.ts'
import { type Footing, footing } from './footing.ts'
import type { FollowerSnapshot } from './snapshot.ts'

/** The heads, every one of them null until it is known. */
export interface Heads {
  readonly unsafe: BlockRef | null
  readonly localSafe: BlockRef | null
  /** The highest block above the cross-safe head that the trust policy attests. */
  readonly attested: BlockRef | null
  readonly crossSafe: BlockRef | null
  readonly finalized: BlockRef | null
}

/** One configured attester and the newest statement held of it. */
export interface AttesterView {
  readonly address: Address
  readonly newest: BlockRef | null
  readonly issuedAtMs: number | null
  readonly muted: boolean
}

/** How far our chain was rebuilt from L1, and the L1 block that this rests on. */
interface ConsolidationView {
  readonly enabled: boolean
  readonly watermark: BlockRef | null
  readonly origin: L1View | null
}

/** Where the follower stands; `follower_status` answers it. */
export interface StatusView {
  readonly version: string
  readonly chainId: number
  readonly mode: string
  readonly state: string
  readonly stateForMs: number
  readonly upForMs: number
  readonly heads: Heads
  readonly trustedBase: BlockRef | null
  /** What the cross-safe head rests on besides its attestation. */
  readonly footing: Footing | null
  readonly consolidation: ConsolidationView
  /** Blocks that are derived and not cross-safe yet. */
  readonly lagBlocks: number | null
  readonly lastPromotionMsAgo: number | null
  readonly peers: number
  readonly threshold: number
  readonly attesters: readonly AttesterView[]
  readonly statementsHeld: number
  readonly blockers: readonly BlockerCode[]
  /** The evidence that halts, until an operator acknowledges it. */
  readonly haltedBy: string | null
}

export function status(snapshot: FollowerSnapshot): StatusView {
  const { context, nowMs, lastPromotionAtMs } = snapshot
  return {
    version: snapshot.version,
    chainId: snapshot.chainId,
    mode: snapshot.mode,
    state: snapshot.state,
    stateForMs: nowMs - snapshot.stateSinceMs,
    upForMs: nowMs - snapshot.startedAtMs,
    heads: heads(context),
    trustedBase: blockOf(context.trustedBase),
    footing: footing(context),
    consolidation: consolidation(context),
    lagBlocks: lagBlocks(context),
    lastPromotionMsAgo: lastPromotionAtMs === null ? null : nowMs - lastPromotionAtMs,
    peers: context.gossip.peers,
    threshold: context.policy.threshold,
    attesters: context.policy.attesters.map((address) => attester(context, address)),
    statementsHeld: context.pool.length,
    blockers: blockers(context).map(({ code }) => code),
    haltedBy: context.openEvidence?.id ?? null,
  }
}

export function heads(context: FollowerContext): Heads {
  return {
    unsafe: blockOf(context.engine.labels?.head ?? null),
    localSafe: blockOf(context.localSafe),
    attested: attestedBlocks(context)[0] ?? null,
    crossSafe: blockOf(context.crossSafe),
    finalized: blockOf(context.finalized),
  }
}

function consolidation({ consolidation: { enabled, watermark } }: FollowerContext): ConsolidationView {
  return { enabled, watermark: watermark?.block ?? null, origin: watermark?.origin ?? null }
}

function lagBlocks({ localSafe, crossSafe }: FollowerContext): number | null {
  return localSafe === null || crossSafe === null ? null : Math.max(0, localSafe.number - crossSafe.number)
}

function attester({ pool, muted }: FollowerContext, address: Address): AttesterView {
  const newest = pool.findLast(({ signer }) => signer === address) ?? null
  return {
    address,
    newest: blockOf(newest),
    issuedAtMs: newest?.issuedAtMs ?? null,
    muted: muted.includes(address),
  }
}

function blockOf(block: BlockRef | null): BlockRef | null {
  return block === null ? null : { number: block.number, hash: block.hash }
}
