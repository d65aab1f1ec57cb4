import type { BlockRef, L1View } from '../values.ts'
import type { FollowerContext } from './context.ts'
import type { Promotion } from './facts.ts'
import type { DerivationQuestion, EngineQuestion, L1Question } from './readings.ts'

/** What the links are to look at, besides the tips, at their next reading. */

export function derivationQuestion({ crossSafe, promotions }: FollowerContext): DerivationQuestion {
  return {
    crossSafe: asBlock(crossSafe),
    promotions: promotions.map(({ number, hash }) => ({ number, hash })),
  }
}

/** The view of the cross-safe head, and the one that would move finality: two lookups, however long the backlog. */
export function l1Question(context: FollowerContext): L1Question {
  const wanted = [context.promotions.at(-1), nextToFinalize(context)]
  const views = wanted.map((promotion) => promotion?.l1View ?? null).filter((view) => view !== null)
  return { views: views.filter((view, index) => firstWithHash(views, view) === index) }
}

export function engineQuestion({ crossSafe }: FollowerContext): EngineQuestion {
  return { crossSafe: asBlock(crossSafe) }
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
