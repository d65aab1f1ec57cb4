import { thin } from '../thin.ts'
import { type BlockRef, crossSafe, type L1View, localSafe, sameBlock } from '../values.ts'
import { candidate, crossSafeIsDoubted } from './candidate.ts'
import type { BlockerCode } from './codes.ts'
import { type FollowerContext, type Hold, type PendingPromotion, unreadEngine } from './context.ts'
import { duty } from './duty.ts'
import { type Evidence, type Promotion, statementKey } from './facts.ts'
import { justifiedFinalized } from './finality.ts'
import { judge } from './judge.ts'
import { highestDerived } from './notes.ts'
import type {
  CommandOutcome,
  ExamineOutcome,
  PromotionCause,
  ReadBackOutcome,
  ReplaceOutcome,
} from './outcomes.ts'
import { dropBelow } from './pool.ts'
import type { EngineReading, Labels } from './readings.ts'
import { statementsFor } from './trust.ts'

/** What decisions do to the context. Pure; each answers the changed fields. */
type Change = Partial<FollowerContext>

const triesSaturation = 10

export function beginExamination(context: FollowerContext): Change {
  return { examined: candidate(context) }
}

/** The promotion that an examined block leads to; it takes justified finality along in the same call. */
export function attestedPromotion(context: FollowerContext, because: 'attested' | 'replacement'): Change {
  const { examined } = context
  if (examined === null) return {}
  const l1View = attestedView(context, examined)
  const finalized = justifiedFinalized(context, { ...examined, l1View })
  const pending = { safe: examined, finalized, because, l1View }
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
  const l1View = context.promotions.findLast((promotion) => sameBlock(promotion, owed.safe))?.l1View ?? null
  const reassertTries = owed.because === 'reassert' ? context.reassertTries + 1 : context.reassertTries
  return { pending: { ...owed, l1View }, confirmTries: 0, reassertTries }
}

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
    promotions: extendedPromotions(context, pending),
    ...(pending.because === 'withdrawal' ? withdrawnLineage(context, pending.safe) : {}),
    pool: dropBelow(context.pool, pending.safe.number),
    derivation: { ...context.derivation, atCrossSafe: null },
    engine: { labels: labelsOf(labels), safeIsOurs: true, trouble: null },
    examined: null,
    replacement: null,
    pending: null,
    confirmTries: 0,
    hold: null,
    holdTries,
    reassertTries,
    attestationOverdue: pending.because === 'attested' ? false : context.attestationOverdue,
  }
}

/** Sets the examined block aside until the recheck, with the judgement's words. */
export function holdExamined(context: FollowerContext, outcome: ExamineOutcome): Change {
  const judgement = judge(context, outcome)
  if (judgement.kind !== 'hold') return {}
  const { code, detail, seen } = judgement
  return holdTarget(context, { code, detail, ...(seen === undefined ? {} : { seen }) })
}

export function holdTarget(context: FollowerContext, reason: Pick<Hold, 'code' | 'detail' | 'seen'>): Change {
  const { examined } = context
  const expected = examined === null ? {} : { expected: `${examined.number} ${examined.hash}` }
  return {
    ...hold(context, { ...reason, ...expected, because: 'examine' }, examined),
    examined: null,
    replacement: null,
  }
}

export function noteReplacement(_: FollowerContext, outcome: ExamineOutcome): Change {
  return outcome.kind === 'replacement' ? { replacement: { at: outcome.at, denied: outcome.denied } } : {}
}

export function holdReplacement(context: FollowerContext, outcome: ReplaceOutcome): Change {
  if (outcome.kind === 'replaced') return {}
  const code: BlockerCode = outcome.kind === 'refused' ? 'derivation/contradicts' : `engine/${outcome.kind}`
  return holdTarget(context, { code, detail: outcome.detail })
}

function hold(context: FollowerContext, reason: Omit<Hold, 'targets'>, target: BlockRef | null): Change {
  const held = context.hold?.targets ?? []
  return { hold: { ...reason, targets: target === null ? held : [...held, target] } }
}

export function recheck(context: FollowerContext): Change {
  return { hold: null, reassertTries: 0, holdTries: Math.min(context.holdTries + 1, triesSaturation) }
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
      return { ...hold(context, engineHold(context, outcome), context.pending?.safe ?? null), pending: null }
    default:
      return { engine: { ...unreadEngine, trouble: outcome } }
  }
}

export function unconfirmed(context: FollowerContext, readBack: ReadBackOutcome): Change {
  if (readBack.kind !== 'labels') return { engine: { ...unreadEngine, trouble: readBack }, confirmTries: 0 }
  const reason = {
    code: 'engine/unconfirmed',
    because: causeOf(context),
    detail: 'the forkchoice was sent, but the label did not follow',
    ...expectedSafe(context),
    seen: readBack.safe === null ? 'no safe block' : `${readBack.safe.number} ${readBack.safe.hash}`,
  } as const
  return { ...hold(context, reason, context.pending?.safe ?? null), confirmTries: 0 }
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
  return { openEvidence: evidence, examined: null, hold: null, pending: null }
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
  return { examined: null, derivation: { ...context.derivation, atCrossSafe: null } }
}

function labelsOf({ head, safe, finalized }: Labels): Labels {
  return { head, safe, finalized }
}

function causeOf({ pending }: FollowerContext): PromotionCause {
  return pending?.because ?? 'attested'
}

function engineHold(
  context: FollowerContext,
  outcome: Extract<CommandOutcome, { kind: 'invalid' | 'forkchoice-refused' | 'refused' }>,
): Omit<Hold, 'targets'> {
  return {
    code: `engine/${outcome.kind}`,
    because: causeOf(context),
    detail: outcome.detail,
    ...expectedSafe(context),
  }
}

function expectedSafe({ pending }: FollowerContext): Pick<Hold, 'expected'> {
  return pending === null ? {} : { expected: `${pending.safe.number} ${pending.safe.hash}` }
}

function extendedPromotions(
  { promotions, limits }: FollowerContext,
  pending: PendingPromotion,
): readonly Promotion[] {
  const below = promotions.filter(({ number }) => number < pending.safe.number)
  const kept = below.filter(({ number }) => number >= (pending.finalized?.number ?? 0))
  return thin([...kept, { ...pending.safe, l1View: pending.l1View }], limits.promotions)
}

/** After a withdrawal the old lineage counts for nothing: local-safe starts again from what is derived now. */
function withdrawnLineage({ derivation }: FollowerContext, end: BlockRef): Change {
  const tip = derivation.tip !== null && derivation.tip.number >= end.number ? derivation.tip : end
  return { localSafe: localSafe(tip) }
}
