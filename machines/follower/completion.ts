import { thin } from '../thin.ts'
import { type BlockRef, crossSafe, localSafe } from '../values.ts'
import { consolidationAbove, consolidationFrom } from './consolidation.ts'
import type { FollowerContext, PendingPromotion } from './context.ts'
import type { Promotion } from './facts.ts'
import { highestDerived } from './notes.ts'
import { dropBelow } from './pool.ts'
import type { Labels } from './readings.ts'

/** What a promotion makes of the context once it has taken effect. Pure; answers the changed fields. */
type Change = Partial<FollowerContext>

/** The read-back showed it: only now does a promotion count (S5). */
export function completePromotion(context: FollowerContext, labels: Labels): Change {
  const { pending } = context
  if (pending === null) return {}
  // To say the same again is no progress: against another writer it must become ever rarer.
  const { holdTries, reassertTries } =
    pending.because === 'reassert' ? context : { holdTries: 0, reassertTries: 0 }
  return {
    crossSafe: crossSafe(pending.safe),
    finalized: pending.finalized ?? context.finalized,
    trustedBase: pending.because === 'anchor' ? pending.safe : context.trustedBase,
    localSafe: highestDerived(context.localSafe, pending.safe),
    parting: partingAbove(context, pending.safe),
    promotions: extendedPromotions(context, pending),
    ...(pending.because === 'withdrawal' ? withdrawnLineage(context, pending.safe) : {}),
    pool: dropBelow(context.pool, pending.safe.number),
    derivation: { ...context.derivation, atCrossSafe: null },
    consolidation: consolidationUnder(context, pending),
    engine: { labels: labelsOf(labels), safeIsOurs: true, node: context.engine.node, trouble: null },
    examined: null,
    replacement: null,
    pending: null,
    confirmTries: 0,
    hold: null,
    holdTries,
    reassertTries,
    attestationOverdue: context.attestationOverdue && !isProgress(pending),
  }
}

/** A promotion at or above a block that differed shows that it does not, or that the chain is another one. */
function partingAbove({ parting }: FollowerContext, { number }: BlockRef): FollowerContext['parting'] {
  return parting.every((block) => block.number > number) ? parting : []
}

function isProgress({ because }: PendingPromotion): boolean {
  return because === 'attested' || because === 'replacement'
}

function labelsOf({ head, safe, finalized }: Labels): Labels {
  return { head, safe, finalized }
}

function extendedPromotions(
  { promotions, limits }: FollowerContext,
  pending: PendingPromotion,
): readonly Promotion[] {
  const below = promotions.filter(({ number }) => number < pending.safe.number)
  const kept = below.filter(({ number }) => number >= (pending.finalized?.number ?? 0))
  return thin([...kept, { ...pending.safe, l1View: pending.l1View, tier: pending.tier }], limits.promotions)
}

/** An anchor and the end of a withdrawal are where our chain begins anew; any other head may only raise the watermark. */
function consolidationUnder(context: FollowerContext, { safe, because }: PendingPromotion) {
  if (because === 'anchor' || because === 'withdrawal') return consolidationFrom(context, safe)
  const derivation = { ...context.derivation, atCrossSafe: null }
  return consolidationAbove({ ...context, crossSafe: crossSafe(safe), derivation })
}

/** After a withdrawal the old lineage counts for nothing: local-safe starts again from what is derived now. */
function withdrawnLineage({ derivation }: FollowerContext, end: BlockRef): Change {
  const tip = derivation.tip !== null && derivation.tip.number >= end.number ? derivation.tip : end
  return { localSafe: localSafe(tip), parting: [] }
}
