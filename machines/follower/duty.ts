import { type BlockRef, blockOf, sameBlock } from '../values.ts'
import { crossSafeIsDoubted, foreignSafeNumber } from './candidate.ts'
import type { FollowerContext } from './context.ts'
import { justifiedFinalized } from './finality.ts'
import type { CommandInput, PromotionCause } from './outcomes.ts'

/**
 * A forkchoice that is owed without a new attestation: the anchor of a first start, the end
 * of a withdrawal, a label that fell back with its client, finality. None raises `safe` above
 * what was promoted before.
 */
export function duty(context: FollowerContext): CommandInput | null {
  const owed = anchor(context) ?? withdrawal(context) ?? reassertion(context) ?? finality(context)
  return owed === null || isHeld(context, owed.because) ? null : owed
}

/** Where the withdrawal of a doubted head ends: the newest promotion that still stands, or the trusted base. */
function withdrawalTarget({ derivation, trustedBase }: FollowerContext): BlockRef | null {
  return derivation.standing ?? trustedBase
}

/** The chain moved away below the block we finalized. */
export function withdrawsFinality(context: FollowerContext): boolean {
  const { finalized } = context
  const end = withdrawalTarget(context)
  return finalized !== null && (end === null || end.number < finalized.number)
}

function anchor({ crossSafe, engine }: FollowerContext): CommandInput | null {
  const base = engine.labels?.finalized ?? null
  if (crossSafe !== null || base === null || engine.trouble !== null) return null
  return { safe: base, finalized: base, because: 'anchor' }
}

/**
 * S2 and S3: only when another hash is derived at its height, and only after an examination
 * has explained it (`derivation/withdrawing`). Below our finalized block it never ends: that is a halt.
 */
function withdrawal(context: FollowerContext): CommandInput | null {
  const target = withdrawalTarget(context)
  if (!isReady(context) || !crossSafeIsDoubted(context) || target === null) return null
  if (context.hold?.code !== 'derivation/withdrawing' || withdrawsFinality(context)) return null
  return { safe: target, finalized: context.finalized, because: 'withdrawal' }
}

function reassertion(context: FollowerContext): CommandInput | null {
  const { crossSafe, engine, finalized, reassertTries, limits } = context
  if (!isReady(context) || crossSafe === null || engine.labels === null) return null
  if (reassertTries >= limits.reassertTries || crossSafeIsDoubted(context)) return null
  const { head, safe } = engine.labels
  const fellBack = safe === null || (safe.number < crossSafe.number && engine.safeIsOurs)
  return fellBack && head.number >= crossSafe.number
    ? { safe: blockOf(crossSafe), finalized, because: 'reassert' }
    : null
}

function finality(context: FollowerContext): CommandInput | null {
  const justified = justifiedFinalized(context)
  if (!isReady(context) || context.crossSafe === null) return null
  if (justified === null || sameBlock(justified, context.finalized)) return null
  if (foreignSafeNumber(context) >= 0) return null
  return { safe: blockOf(context.crossSafe), finalized: justified, because: 'finality' }
}

function isReady({ engine, crossSafe }: FollowerContext): boolean {
  return engine.labels !== null && engine.trouble === null && crossSafe !== null
}

function isHeld({ hold }: FollowerContext, because: PromotionCause): boolean {
  return hold !== null && hold.because === because
}
