import { type HeadsQuestion, headsBetween, noHeads } from '../gossip/heads.ts'
import { type BlockRef, blockOf, type L1View, sameBlock } from '../values.ts'
import { attestedAhead, candidate } from './candidate.ts'
import type { FollowerContext } from './context.ts'
import type { Promotion } from './facts.ts'
import { endOfGap } from './parting.ts'
import type { ConsolidationQuestion, DerivationQuestion, EngineQuestion, L1Question } from './readings.ts'
import { attestedBlocks } from './trust.ts'

/** What the links are to look at, besides the tips, at their next reading. */

export function derivationQuestion({ crossSafe, promotions }: FollowerContext): DerivationQuestion {
  return {
    crossSafe: asBlock(crossSafe),
    promotions: promotions.map(({ number, hash }) => ({ number, hash })),
  }
}

/** Best first. Below a base nothing is rebuilt: it was rebuilt before, or promoted, or is where trust began. */
export function consolidationQuestion(context: FollowerContext): ConsolidationQuestion {
  const { consolidation, crossSafe, promotions, trustedBase, derivation } = context
  const known = [consolidation.watermark?.block, crossSafe, ...promotions.toReversed(), trustedBase]
  const bases = known.flatMap((block) => (block == null ? [] : [blockOf(block)]))
  const isFirst = (block: BlockRef, at: number) => bases.findIndex((other) => sameBlock(other, block)) === at
  return { bases: bases.filter(isFirst), tip: asBlock(derivation.tip) }
}

/**
 * The view of the cross-safe head, the one that would move finality, and the L1 block on which all that may be
 * promoted rests: three lookups, however long the backlog.
 */
export function l1Question(context: FollowerContext): L1Question {
  const wanted = [context.promotions.at(-1), nextToFinalize(context)]
  const origin = context.consolidation.watermark?.origin ?? null
  const views = [...wanted.map((promotion) => promotion?.l1View ?? null), origin].filter(
    (view) => view !== null,
  )
  return { views: views.filter((view, index) => firstWithHash(views, view) === index) }
}

export function engineQuestion({ crossSafe }: FollowerContext): EngineQuestion {
  return { crossSafe: asBlock(crossSafe) }
}

/**
 * What the peers are asked for by height: the heads in a gap, through which the search for the lowest
 * difference goes; or that of local-safe, when all that is attested waits above it. Standing on a denied
 * branch is found only by comparing at or below local-safe.
 */
export function wantedHeads(context: FollowerContext): HeadsQuestion {
  const { crossSafe, openEvidence, derivation } = context
  if (crossSafe === null || openEvidence !== null || candidate(context) !== null) return noHeads
  const gap = endOfGap(context)
  if (gap !== null) return headsBetween(crossSafe.number, gap.number)
  const { tip } = derivation
  return tip !== null && waitsAbove(context, tip) ? { ranges: [{ from: tip.number, count: 1 }] } : noHeads
}

function waitsAbove(context: FollowerContext, tip: BlockRef): boolean {
  if (tip.number <= (context.crossSafe?.number ?? -1) || attestedAhead(context) === null) return false
  return attestedBlocks(context).every(({ number }) => number > tip.number)
}

function nextToFinalize({ promotions, l1, derivation }: FollowerContext): Promotion | undefined {
  const l1Finalized = l1.finalized?.number ?? -1
  const l2Finalized = derivation.finalized?.number ?? -1
  return promotions.findLast(
    ({ number, l1View }) => l1View !== null && l1View.number <= l1Finalized && number <= l2Finalized,
  )
}

function firstWithHash(views: readonly L1View[], view: L1View): number {
  return views.findIndex(({ hash }) => hash === view.hash)
}

function asBlock(block: BlockRef | null): BlockRef | null {
  return block === null ? null : { number: block.number, hash: block.hash }
}
