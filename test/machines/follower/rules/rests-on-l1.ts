import type { FollowerContext } from '../../../../machines/follower/context.ts'
import type { Tier } from '../../../../machines/follower/facts.ts'
import { begins, contexts, type Rule, type Step } from './rule.ts'

/** Tier T2: with the check on nothing is promoted that was not rebuilt from L1, and no promotion says more than is true. */
export const restsOnL1: Rule = {
  name: 'T2 promotes nothing above the watermark, and says the tier it rests on',
  breach: (step) => {
    const [, after] = contexts(step)
    return aboveWatermark(step) ?? wrongTier(step) ?? belowCrossSafe(after)
  },
}

/** A replacement is decided on when it begins; what is read while it is carried out may be of the chain that was left. */
function aboveWatermark(step: Step): string | null {
  const [before, after] = contexts(step)
  const promotes = begins(step) && after.pending?.because === 'attested'
  const replaces = step.before.value !== 'replacing' && step.after.value === 'replacing'
  if (!before.consolidation.enabled || !(promotes || replaces)) return null
  const target = promotes ? after.pending!.safe : after.replacement!.at
  const { watermark } = before.consolidation
  if (watermark === null || target.number > watermark.block.number) return 'promotes what was not rebuilt'
  const origin = watermark.origin && before.l1.views[watermark.origin.hash]
  return origin === 'orphaned' ? 'promotes on an L1 block that is gone' : null
}

function wrongTier(step: Step): string | null {
  const [, after] = contexts(step)
  if (!begins(step)) return promotionsSay(step)
  return after.pending!.tier === tierOf(after) ? null : 'the command says another tier'
}

function tierOf({ pending, promotions, consolidation }: FollowerContext): Tier {
  const { because, safe } = pending!
  if (because === 'attested' || because === 'replacement') return consolidation.enabled ? 2 : 1
  return promotions.find(({ hash }) => hash === safe.hash)?.tier ?? 1
}

/** A promotion that took effect is remembered with the tier of its command. */
function promotionsSay(step: Step): string | null {
  const [{ pending }, { crossSafe, promotions, pending: left }] = contexts(step)
  if (pending === null || left !== null || crossSafe?.hash !== pending.safe.hash) return null
  const remembered = promotions.find(({ hash }) => hash === pending.safe.hash)
  return remembered === undefined || remembered.tier === pending.tier ? null : 'remembers another tier'
}

function belowCrossSafe({ consolidation, crossSafe, derivation }: FollowerContext): string | null {
  if (!consolidation.enabled || crossSafe === null) return null
  if (derivation.atCrossSafe !== null && derivation.atCrossSafe !== crossSafe.hash) return null
  const block = consolidation.watermark?.block
  if (block === undefined || block.number < crossSafe.number) return 'the watermark lies below cross-safe'
  return block.number > crossSafe.number || block.hash === crossSafe.hash
    ? null
    : 'the watermark lies beside cross-safe'
}
