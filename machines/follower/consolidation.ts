import { type BlockRef, sameBlock } from '../values.ts'
import { crossSafeIsDoubted } from './candidate.ts'
import type { FollowerContext } from './context.ts'
import { type ConsolidationFacts, watermarkAt } from './link-facts.ts'
import type { ConsolidationReading, Watermark } from './readings.ts'

/** How the watermark moves. Pure; each answers what is known from then on. */

/** With the check on only. A reading in which nothing was found out leaves the watermark: it was true, and is looked at again. */
export function consolidationAfter(
  context: FollowerContext,
  reading: ConsolidationReading,
): ConsolidationFacts {
  switch (reading.kind) {
    case 'consolidated':
      return { enabled: true, watermark: grounded(context, reading.watermark), stop: null, trouble: null }
    case 'stopped': {
      const { kind: _, watermark, ...stop } = reading
      return { enabled: true, watermark: grounded(context, watermark), stop, trouble: null }
    }
    default:
      return { ...context.consolidation, stop: null, trouble: reading }
  }
}

/** There is more to rebuild, and the last reading got on: the next need not wait. */
export function leavesMore(context: FollowerContext, reading: ConsolidationReading): boolean {
  const { enabled, watermark: before } = context.consolidation
  if (!enabled || reading.kind !== 'consolidated') return false
  const { watermark } = consolidationAfter(context, reading)
  if (watermark === null) return false
  const isBelowTip = watermark.block.number < (context.derivation.tip?.number ?? -1)
  return isBelowTip && !sameBlock(watermark.block, before?.block ?? null)
}

/** What a new cross-safe head, or the end of a doubt, makes of the watermark. */
export function consolidationAbove(context: FollowerContext): ConsolidationFacts {
  const { consolidation } = context
  const watermark = grounded(context, consolidation.watermark)
  return watermark === consolidation.watermark ? consolidation : { ...consolidation, watermark }
}

/** Our chain was left for another: what was found out above this block counts for nothing. */
export function consolidationFrom({ consolidation }: FollowerContext, block: BlockRef): ConsolidationFacts {
  if (!consolidation.enabled) return consolidation
  return { enabled: true, watermark: watermarkAt(block), stop: null, trouble: null }
}

/** The cross-safe head was rebuilt or trusted when it was promoted, and stands unless it is doubted. */
function grounded(context: FollowerContext, watermark: Watermark | null): Watermark | null {
  const { crossSafe, consolidation } = context
  if (!consolidation.enabled || crossSafe === null || crossSafeIsDoubted(context)) return watermark
  const stands =
    watermark !== null && (watermark.block.number > crossSafe.number || sameBlock(watermark.block, crossSafe))
  return stands ? watermark : watermarkAt(crossSafe)
}
