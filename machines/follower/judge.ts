import { type Attestation, type BlockRef, sameBlock } from '../values.ts'
import type { BlockerCode } from './codes.ts'
import type { FollowerContext } from './context.ts'
import { withdrawsFinality } from './duty.ts'
import { belowFinalized, equivocation, mismatch } from './evidence.ts'
import type { Evidence } from './facts.ts'
import type { ExamineOutcome } from './outcomes.ts'
import { isRightAbove } from './parting.ts'
import { statementsAt } from './pool.ts'
import { canBeMetWithout, equivocator, meetsPolicy, statementsFor } from './trust.ts'
import { unproven } from './unproven.ts'
import { rebuiltUpTo } from './watermark.ts'
import { explanation, isExplained } from './withdrawal.ts'

/** What an examination means. Exactly one; the guards of `consolidating` ask for its kind. */
export type Judgement =
  | { readonly kind: 'promote' }
  /** The cross-safe head was doubted and stands after all. */
  | { readonly kind: 'stands' }
  | { readonly kind: 'replace'; readonly at: BlockRef }
  /** The two chains part here or further down: another block is examined. */
  | { readonly kind: 'parts'; readonly at: BlockRef }
  /** Proven: halt. */
  | { readonly kind: 'halt'; readonly evidence: Evidence }
  /** Proven, but the policy can be met without this signer: mute it and go on. */
  | { readonly kind: 'mute'; readonly evidence: Evidence; readonly signer: Attestation['signer'] }
  | { readonly kind: 'hold'; readonly code: BlockerCode; readonly detail: string; readonly seen?: string }

/**
 * Disagreement without proof is a hold. A halt needs all of: a counted signature whose L1
 * view is canonical for us, our derivation past that view, the local hash re-read and
 * linked to our head, still different, and no replacement (design §2). Whether it is one is known
 * only right above the cross-safe head; a difference higher up sends us looking further down.
 */
export function judge(context: FollowerContext, outcome: ExamineOutcome): Judgement {
  const target = context.examined
  if (target === null) return { kind: 'hold', code: 'defect', detail: 'nothing was under examination' }
  if (!('views' in outcome)) return { kind: 'hold', ...heldBy(outcome) }
  const contradiction = provenEquivocation(context, target, outcome)
  if (contradiction !== null) return contradiction
  if (isAboveWatermark(context, target)) return unrebuilt
  switch (outcome.kind) {
    case 'derived':
      return sameBlock(target, context.crossSafe)
        ? { kind: 'stands' }
        : (disputed(context, target, outcome) ?? { kind: 'promote' })
    case 'differs':
      return differs(context, target, outcome)
    case 'replacement':
      return replaced(context, target, outcome)
    case 'not-reduced':
      return disputed(context, target, outcome) ?? notBuilt(outcome)
    case 'not-derived':
      return { kind: 'hold', code: 'derivation/not-derived', detail: outcome.detail }
  }
}

/** It is held until the withdrawal, which is owed from then on, has taken effect. */
export function isWithdrawing(judgement: Judgement): boolean {
  return judgement.kind === 'hold' && judgement.code === 'derivation/withdrawing'
}

type Seen = Extract<ExamineOutcome, { views: unknown }>

function heldBy(outcome: Exclude<ExamineOutcome, Seen>): { code: BlockerCode; detail: string } {
  return { code: `derivation/${outcome.kind}`, detail: outcome.detail }
}

function provenEquivocation(context: FollowerContext, target: BlockRef, outcome: Seen): Judgement | null {
  const rivals = statementsAt(context.pool, target.number).filter(
    (held) => !context.muted.includes(held.signer),
  )
  const pair = equivocator(rivals, outcome.views)
  if (pair === null) return null
  const [one] = pair
  const goesOn = canBeMetWithout(context.policy, [...context.muted, one.signer])
  const evidence = equivocation(pair, goesOn)
  return goesOn ? { kind: 'mute', evidence, signer: one.signer } : { kind: 'halt', evidence }
}

/** Why a block is not promoted although it is derived: too few of its statements rest on an L1 view that stands. */
function disputed(context: FollowerContext, target: BlockRef, outcome: Seen): Judgement | null {
  const statements = statementsFor(context, target)
  const undisputed = statements.filter(
    ({ l1View }) => !context.l1.configured || l1View === null || outcome.views[l1View.hash] === 'canonical',
  )
  return meetsPolicy(context, undisputed) ? null : { kind: 'hold', ...disputedView(statements, outcome) }
}

function disputedView(
  statements: readonly Attestation[],
  { views }: Seen,
): { code: BlockerCode; detail: string } {
  const ahead = statements.some(({ l1View }) => l1View !== null && views[l1View.hash] === 'ahead')
  return ahead
    ? { code: 'l1/view-ahead', detail: 'our L1 node has not reached the L1 view of the attestation' }
    : { code: 'l1/view-orphaned', detail: 'the L1 view of the attestation was reorged away' }
}

function differs(
  context: FollowerContext,
  target: BlockRef,
  outcome: Extract<Seen, { kind: 'differs' }>,
): Judgement {
  const seen = `${target.number} ${outcome.localHash}`
  const doubted = sameBlock(target, context.crossSafe)
  if (doubted && outcome.linked && withdrawsFinality(context)) {
    return { kind: 'halt', evidence: belowFinalized(context, target, outcome.localHash) }
  }
  if (isHigherUp(context, target)) return disputed(context, target, outcome) ?? { kind: 'parts', at: target }
  const proof = mayProve(context, target, outcome) ? provingStatements(context, target, outcome) : []
  if (meetsPolicy(context, proof)) return { kind: 'halt', evidence: mismatch(target, outcome, proof) }
  if (doubted && isExplained(context, target, outcome)) {
    return { kind: 'hold', code: 'derivation/withdrawing', detail: explanation(outcome), seen }
  }
  return { kind: 'hold', ...unproven(context, target, outcome), seen }
}

function isHigherUp({ crossSafe }: FollowerContext, { number }: BlockRef): boolean {
  return crossSafe !== null && number > crossSafe.number + 1
}

/** The cross-safe head was derived once, so no replacement explains another block in its place. */
function mayProve(
  context: FollowerContext,
  target: BlockRef,
  { reduction }: Extract<Seen, { kind: 'differs' }>,
): boolean {
  if (!context.l1.configured) return false
  return sameBlock(target, context.crossSafe) || (isRightAbove(context, target) && reduction !== null)
}

/** One copy of each signer's statement is proof enough. */
function provingStatements(
  context: FollowerContext,
  target: BlockRef,
  outcome: Extract<Seen, { kind: 'differs' }>,
): readonly Attestation[] {
  if (!outcome.linked) return []
  const proving = statementsFor(context, target).filter(
    ({ l1View }) =>
      l1View !== null && outcome.views[l1View.hash] === 'canonical' && outcome.derivedPastL1 > l1View.number,
  )
  return proving.filter(({ signer }, index) => proving.findIndex((one) => one.signer === signer) === index)
}

function replaced(
  context: FollowerContext,
  target: BlockRef,
  outcome: Extract<Seen, { kind: 'replacement' }>,
): Judgement {
  if (!isRightAbove(context, target)) return moved
  return disputed(context, target, outcome) ?? { kind: 'replace', at: outcome.at }
}

function notBuilt({ trouble }: Extract<Seen, { kind: 'not-reduced' }>): Judgement {
  return { kind: 'hold', code: 'replacement/not-built', detail: `${trouble.kind}: ${trouble.detail}` }
}

/** It was rebuilt when its examination began; what was seen since may be of two chains. */
function isAboveWatermark(context: FollowerContext, target: BlockRef): boolean {
  return target.number > (context.crossSafe?.number ?? -1) && target.number > rebuiltUpTo(context)
}

const unrebuilt = {
  kind: 'hold',
  code: 'derivation/not-derived',
  detail: 'what was rebuilt from L1 no longer reaches up to it',
} as const

const moved = {
  kind: 'hold',
  code: 'derivation/not-derived',
  detail: 'the cross-safe head moved while the block above it was examined',
} as const
