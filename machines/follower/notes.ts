import { type Attestation, type BlockRef, type LocalSafe, localSafe, sameBlock } from '../values.ts'
import { crossSafeIsDoubted, heldTargetsLimit } from './candidate.ts'
import { consolidationAbove, consolidationAfter } from './consolidation.ts'
import type { FollowerContext } from './context.ts'
import type { Evidence } from './facts.ts'
import { unreadDerivation, unreadEngine, unreadL1 } from './link-facts.ts'
import type { ExamineOutcome } from './outcomes.ts'
import { admit, dropOrphaned, saysNothingNew } from './pool.ts'
import type { ConsolidationReading, DerivationReading, EngineReading, L1Reading } from './readings.ts'
import { counts } from './trust.ts'

/**
 * How facts enter the context. Pure; each answers the changed fields. A failed reading clears
 * what was read before: nothing is decided on facts that are no longer known.
 */
type Change = Partial<FollowerContext>
type DerivationTrouble = Exclude<DerivationReading, { readonly kind: 'agreed' }>

/**
 * A statement above the cross-safe head joins the pool. A copy under another L1 view frees
 * a held one for another look, because attesters repeat their head as their view advances; and
 * however many are held, there is always one more look for what is new.
 */
export function noteAttestation(context: FollowerContext, attestation: Attestation): Change {
  if (attestation.number < (context.crossSafe?.number ?? 0)) return {}
  if (!counts(context, attestation)) return {}
  const pool = admit(context.pool, attestation, context.limits.poolStatements)
  if (pool === context.pool) return {}
  return saysNothingNew(context.pool, attestation) ? { pool } : { pool, hold: freed(context, attestation) }
}

/** A statement at or below the cross-safe head that differs from what we know there: kept as evidence, no call made. */
export function lateConflict(context: FollowerContext, attestation: Attestation): Evidence | null {
  const { crossSafe, promotions, trustedBase } = context
  if (crossSafe === null || attestation.number > crossSafe.number) return null
  const known = [...promotions, crossSafe, ...(trustedBase === null ? [] : [trustedBase])].find(
    (block) => block.number === attestation.number,
  )
  if (known === undefined || known.hash === attestation.hash) return null
  return {
    id: `late-conflict-${attestation.number}-${attestation.signer}-${attestation.hash}`,
    kind: 'late-conflict',
    statements: [attestation],
    expected: { number: known.number, hash: known.hash },
    seen: { number: attestation.number, hash: attestation.hash },
    detail: 'attested at or below the cross-safe head, with another hash than the one promoted',
    halts: false,
  }
}

export function noteDerivation(context: FollowerContext, reading: DerivationReading): Change {
  if (reading.kind !== 'agreed') return unknownDerivation(context, reading)
  const { localSafe: tip, finalized, currentL1, atCrossSafe, standing } = reading
  const derivation = { tip, finalized, currentL1, atCrossSafe, standing, trouble: null }
  const doubted = crossSafeIsDoubted({ ...context, derivation })
  return {
    derivation,
    consolidation: consolidationAbove({ ...context, derivation }),
    localSafe: highestDerived(context.localSafe, tip),
    // What was compared is another chain now, or is derived again.
    parting: doubted ? [] : context.parting.filter(({ number }) => number <= tip.number),
    hold: settled(context, doubted),
  }
}

/** A doubt about the cross-safe head is forgotten with the reading that raised it. */
function unknownDerivation(context: FollowerContext, trouble: DerivationTrouble): Change {
  const derivation = { ...unreadDerivation, trouble }
  return { derivation, consolidation: consolidationAbove({ ...context, derivation }) }
}

/**
 * What was examined on a chain that moved is examined anew, and what was compared above the watermark may be
 * another chain when it gets there again.
 */
export function noteConsolidation(context: FollowerContext, reading: ConsolidationReading): Change {
  const { enabled, watermark: before } = context.consolidation
  if (!enabled) return {}
  const consolidation = consolidationAfter(context, reading)
  const { watermark } = consolidation
  if (watermark !== null && sameBlock(watermark.block, before?.block ?? null)) return { consolidation }
  const reached = watermark?.block.number ?? -1
  return {
    consolidation,
    parting: context.parting.filter(({ number }) => number <= reached),
    hold: context.hold?.code === 'derivation/not-derived' ? null : context.hold,
  }
}

/** A reset lowers what is derived now, never what was derived on this lineage (S2). */
export function highestDerived(highest: LocalSafe | null, derived: BlockRef): LocalSafe {
  return highest !== null && highest.number > derived.number ? highest : localSafe(derived)
}

/** A hold that waited for our L1 node to reach the attester's view ends when the L1 moves. */
export function noteL1(context: FollowerContext, reading: L1Reading): Change {
  if (reading.kind !== 'read') return { l1: { ...unreadL1(context.l1.configured), trouble: reading } }
  const { latest, finalized, views } = reading
  const moved = latest.hash !== context.l1.latest?.hash
  const waitsForL1 = context.hold?.code === 'l1/view-ahead'
  return {
    l1: { configured: context.l1.configured, latest, finalized, views, trouble: null },
    hold: moved && waitsForL1 ? null : context.hold,
  }
}

export function noteEngine(reading: EngineReading): Change {
  if (reading.kind !== 'labels') return { engine: { ...unreadEngine, trouble: reading } }
  const { head, safe, finalized, safeIsOurs, node } = reading
  return { engine: { labels: { head, safe, finalized }, safeIsOurs, node, trouble: null } }
}

/** What an examination saw of L1 is fresher than the link's last reading, and tells which copies are worth keeping. */
export function noteViews(context: FollowerContext, outcome: ExamineOutcome): Change {
  if (!('views' in outcome)) return {}
  const views = { ...context.l1.views, ...outcome.views }
  return { l1: { ...context.l1, views }, pool: dropOrphaned(context.pool, outcome.views) }
}

/**
 * A withdrawal that was not carried out is off when the derivation no longer names another block.
 * When it does, nothing is owed to a reassertion any more, and the head is looked at without delay.
 */
function settled({ hold }: FollowerContext, doubted: boolean): FollowerContext['hold'] {
  const isMoot = doubted ? hold?.because === 'reassert' : hold?.code === 'derivation/withdrawing'
  return isMoot ? null : hold
}

function freed({ hold }: FollowerContext, { number, hash }: Attestation): FollowerContext['hold'] {
  if (hold === null || hold.because !== 'examine') return hold
  const others = hold.targets.filter((target) => !sameBlock(target, { number, hash }))
  const targets = others.slice(-(heldTargetsLimit - 1))
  return targets.length === 0 ? null : { ...hold, targets }
}
