import { type BlockRef, type L1View, sameBlock } from '../values.ts'
import { candidate, crossSafeIsDoubted } from './candidate.ts'
import { consolidationAbove } from './consolidation.ts'
import type { FollowerContext, PendingPromotion } from './context.ts'
import { duty } from './duty.ts'
import { type Evidence, type Promotion, statementKey, type Tier } from './facts.ts'
import { justifiedFinalized } from './finality.ts'
import { holdPending } from './holds.ts'
import { judge } from './judge.ts'
import { unreadEngine } from './link-facts.ts'
import type { CommandOutcome, ExamineOutcome, ReadBackOutcome } from './outcomes.ts'
import { withDiffering } from './parting.ts'
import type { EngineReading, Labels } from './readings.ts'
import { statementsFor } from './trust.ts'

/** What decisions do to the context. Pure; each answers the changed fields. */
type Change = Partial<FollowerContext>

export function beginExamination(context: FollowerContext): Change {
  return { examined: candidate(context) }
}

/** The examined block differs, like all above it: the next to be examined lies below, or is news. */
export function noteParting({ examined, parting }: FollowerContext): Change {
  return examined === null ? {} : { parting: withDiffering(parting, examined), examined: null }
}

/**
 * The promotion that an examined block leads to. It takes justified finality along in the same call; a
 * replacement, which the rollup node has not derived yet, is not finalized in one go.
 */
export function attestedPromotion(context: FollowerContext, because: 'attested' | 'replacement'): Change {
  const { examined } = context
  if (examined === null) return {}
  const l1View = attestedView(context, examined)
  const tier: Tier = context.consolidation.enabled ? 2 : 1
  const derivedNow = because === 'attested' ? { ...examined, l1View, tier } : null
  const finalized = justifiedFinalized(context, derivedNow)
  const pending = { safe: examined, finalized, because, l1View, tier }
  return { pending, confirmTries: 0, examined: null, replacement: null }
}

/** The oldest view that stands: finality follows it soonest. */
function attestedView(context: FollowerContext, block: BlockRef): L1View | null {
  const views = statementsFor(context, block).flatMap(({ l1View }) => (l1View === null ? [] : [l1View]))
  return views.find(({ hash }) => context.l1.views[hash] === 'canonical') ?? views.at(0) ?? null
}

export function dutyPromotion(context: FollowerContext): Change {
  const owed = duty(context)
  if (owed === null) return {}
  const known = context.promotions.findLast((promotion) => sameBlock(promotion, owed.safe))
  const { l1View, tier } = known ?? unattested
  const reassertTries = owed.because === 'reassert' ? context.reassertTries + 1 : context.reassertTries
  return { pending: { ...owed, l1View, tier }, confirmTries: 0, reassertTries }
}

/** Of a base that is trusted, or a promotion too old to be remembered. */
const unattested: Pick<Promotion, 'l1View' | 'tier'> = { l1View: null, tier: 1 }

export function isConfirmedBy(pending: PendingPromotion | null, labels: Labels): boolean {
  if (pending === null || !sameBlock(labels.safe, pending.safe)) return false
  return pending.finalized === null || sameBlock(labels.finalized, pending.finalized)
}

/**
 * A promotion that was cut off turns out to have taken effect. A withdrawal counts only while
 * the head is still doubted: the label may have fallen back for another reason.
 */
export function showsPending(context: FollowerContext, reading: EngineReading): boolean {
  if (reading.kind !== 'labels' || !isConfirmedBy(context.pending, reading)) return false
  return context.pending?.because !== 'withdrawal' || crossSafeIsDoubted(context)
}

/** What a refused or unanswered command leaves behind. A definitive refusal takes the promotion back. */
export function afterCommand(context: FollowerContext, outcome: CommandOutcome): Change {
  switch (outcome.kind) {
    case 'valid':
    case 'unknown':
      return {}
    case 'syncing':
      return {
        engine: {
          ...unreadEngine,
          trouble: { kind: 'syncing', detail: 'answered SYNCING to our forkchoice' },
        },
      }
    case 'invalid':
    case 'forkchoice-refused':
    case 'refused':
      return {
        ...holdPending(context, { code: `engine/${outcome.kind}`, detail: outcome.detail }),
        pending: null,
      }
    default:
      return { engine: { ...unreadEngine, trouble: outcome } }
  }
}

export function unconfirmed(context: FollowerContext, readBack: ReadBackOutcome): Change {
  if (readBack.kind !== 'labels') return { engine: { ...unreadEngine, trouble: readBack }, confirmTries: 0 }
  const reason = {
    code: 'engine/unconfirmed',
    detail: 'the forkchoice was sent, but the label did not follow',
    seen: readBack.safe === null ? 'no safe block' : `${readBack.safe.number} ${readBack.safe.hash}`,
  } as const
  return { ...holdPending(context, reason), confirmTries: 0 }
}

export function muteEquivocator(context: FollowerContext, outcome: ExamineOutcome): Change {
  const judgement = judge(context, outcome)
  if (judgement.kind !== 'mute') return {}
  const { signer } = judgement
  return {
    muted: [...context.muted, signer],
    pool: context.pool.filter((held) => held.signer !== signer),
    examined: null,
  }
}

/** Nothing that was in flight counts any more (S4). */
export function halt(evidence: Evidence | null): Change {
  return { openEvidence: evidence, examined: null, parting: [], hold: null, pending: null }
}

/** Discards exactly the statements of the evidence; whatever else the signers say goes on counting. */
export function acknowledge(context: FollowerContext): Change {
  const keys = context.openEvidence?.statements.map(statementKey) ?? []
  const disputed = context.openEvidence?.seen ?? null
  return {
    openEvidence: null,
    discarded: [...context.discarded, ...keys],
    pool: context.pool.filter((held) => !keys.includes(statementKey(held))),
    promotions: context.promotions.map((promotion) =>
      sameBlock(promotion, disputed) ? { ...promotion, l1View: null } : promotion,
    ),
  }
}

/** A doubted head turned out to stand. */
export function clearDoubt(context: FollowerContext): Change {
  if (!crossSafeIsDoubted(context)) return { examined: null }
  const derivation = { ...context.derivation, atCrossSafe: null }
  return { examined: null, derivation, consolidation: consolidationAbove({ ...context, derivation }) }
}
