import type { FollowerContext } from '../../machines/follower/context.ts'
import type { Tier } from '../../machines/follower/facts.ts'
import { sameBlock } from '../../machines/values.ts'

/** What "derived" rests on for the cross-safe head: what was proven, and whose word is taken for the rest. */
export interface Footing {
  /** Null for the trusted base, which nobody derived. */
  readonly tier: Tier | null
  readonly proven: string
  readonly trusted: string
}

/** Null while there is no cross-safe head. */
export function footing({ crossSafe, trustedBase, promotions }: FollowerContext): Footing | null {
  if (crossSafe === null) return null
  if (sameBlock(crossSafe, trustedBase)) return base
  return ofTier[promotions.findLast((promotion) => sameBlock(promotion, crossSafe))?.tier ?? 1]
}

const base: Footing = {
  tier: null,
  proven: 'nothing, it is the trusted base',
  trusted: 'the execution client, which called it finalized at the first start',
}

const ofTier: Readonly<Record<Tier, Footing>> = {
  1: {
    tier: 1,
    proven: 'that it is on our chain',
    trusted: 'the rollup node, for its being derived from L1',
  },
  2: {
    tier: 2,
    proven: 'its attributes, deposits, L1 origin, timing, gas limit and fee parameters, from L1',
    trusted: 'the rollup node, for the batch being posted',
  },
}
