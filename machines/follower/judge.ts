import { type Attestation, type BlockRef, sameBlock } from '../values.ts'
import type { BlockerCode } from './codes.ts'
import type { FollowerContext } from './context.ts'
import { withdrawalTarget } from './duty.ts'
import type { Evidence } from './facts.ts'
import type { ExamineOutcome } from './outcomes.ts'
import { statementsAt } from './pool.ts'
import { canBeMetWithout, equivocator, statementsFor } from './trust.ts'

/** What an examination means. Exactly one; the guards of `consolidating` ask for its kind. */
export type Judgement =
  | { readonly kind: 'promote' }
  /** The cross-safe head was doubted and stands after all. */
  | { readonly kind: 'stands' }
  | { readonly kind: 'replace'; readonly at: BlockRef }
  /** Proven: halt. */
  | { readonly kind: 'halt'; readonly evidence: Evidence }
  /** Proven, but the policy can be met without this signer: mute it and go on. */
  | { readonly kind: 'mute'; readonly evidence: Evidence; readonly signer: Attestation['signer'] }
  | { readonly kind: 'hold'; readonly code: BlockerCode; readonly detail: string; readonly seen?: string }

/**
 * Disagreement without proof is a hold. A halt needs all of: a counted signature whose L1
 * view is canonical for us, our derivation past that view, the local hash re-read and
 * linked to our head, still different, and no replacement (design §2).
 */
export function judge(context: FollowerContext, outcome: ExamineOutcome): Judgement {
  const target = context.examined
  if (target === null) return { kind: 'hold', code: 'defect', detail: 'nothing was under examination' }
  if (!('views' in outcome)) return { kind: 'hold', ...heldBy(outcome) }
  const equivocation = provenEquivocation(context, target, outcome)
  if (equivocation !== null) return equivocation
  switch (outcome.kind) {
    case 'derived':
      return sameBlock(target, context.crossSafe) ? { kind: 'stands' } : derived(context, target, outcome)
    case 'differs':
      return differs(context, target, outcome)
    case 'replacement':
      return { kind: 'replace', at: outcome.at }
    case 'not-derived':
      return { kind: 'hold', code: 'derivation/not-derived', detail: outcome.detail }
  }
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
  const [one, other] = pair
  const goesOn = canBeMetWithout(context.policy, [...context.muted, one.signer])
  const evidence: Evidence = {
    id: `equivocation-${one.number}-${one.signer}`,
    kind: 'equivocation',
    statements: pair,
    expected: { number: one.number, hash: one.hash },
    seen: { number: other.number, hash: other.hash },
    detail: `${one.signer} signed two hashes for one height along one L1 chain`,
    halts: !goesOn,
  }
  return goesOn ? { kind: 'mute', evidence, signer: one.signer } : { kind: 'halt', evidence }
}

/** On our chain. It is promoted when enough of its statements rest on an L1 view that is not disputed. */
function derived(context: FollowerContext, target: BlockRef, outcome: Seen): Judgement {
  if (!context.l1.configured) return { kind: 'promote' }
  const statements = statementsFor(context, target)
  const undisputed = statements.filter(
    ({ l1View }) => l1View === null || outcome.views[l1View.hash] === 'canonical',
  )
  if (new Set(undisputed.map(({ signer }) => signer)).size >= context.policy.threshold)
    return { kind: 'promote' }
  return { kind: 'hold', ...disputedView(statements, outcome) }
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
  if (doubted && isBelowFinalized(context))
    return { kind: 'halt', evidence: belowFinalized(context, target, outcome) }
  const proof = context.l1.configured ? provingStatements(context, target, outcome) : []
  if (new Set(proof.map(({ signer }) => signer)).size >= context.policy.threshold) {
    return { kind: 'halt', evidence: mismatch(target, outcome, proof) }
  }
  if (doubted && !hasCanonicalView(context, target, outcome)) {
    return { kind: 'hold', code: 'derivation/withdrawing', detail: 'its L1 view no longer stands', seen }
  }
  return { kind: 'hold', ...unproven(context, target, outcome), seen }
}

function provingStatements(
  context: FollowerContext,
  target: BlockRef,
  outcome: Extract<Seen, { kind: 'differs' }>,
): readonly Attestation[] {
  if (!outcome.linked) return []
  return statementsFor(context, target).filter(
    ({ l1View }) =>
      l1View !== null && outcome.views[l1View.hash] === 'canonical' && outcome.derivedPastL1 > l1View.number,
  )
}

function hasCanonicalView(context: FollowerContext, target: BlockRef, { views }: Seen): boolean {
  return statementsFor(context, target).some(
    ({ l1View }) => l1View !== null && views[l1View.hash] !== 'orphaned',
  )
}

function unproven(
  context: FollowerContext,
  target: BlockRef,
  outcome: Extract<Seen, { kind: 'differs' }>,
): { code: BlockerCode; detail: string } {
  const views = statementsFor(context, target).map(({ l1View }) =>
    l1View === null ? null : outcome.views[l1View.hash],
  )
  if (views.length > 0 && views.every((status) => status === 'orphaned')) {
    return {
      code: 'l1/view-orphaned',
      detail: 'differs from our chain, attested under an L1 view that was reorged away',
    }
  }
  if (views.includes('ahead')) {
    return {
      code: 'l1/view-ahead',
      detail: 'differs from our chain, attested under an L1 view we have not reached',
    }
  }
  return {
    code: 'derivation/contradicts',
    detail: 'differs from our chain, and our derivation is not past the L1 view',
  }
}

function mismatch(
  target: BlockRef,
  outcome: Extract<Seen, { kind: 'differs' }>,
  statements: readonly Attestation[],
): Evidence {
  return {
    id: `mismatch-${target.number}-${target.hash}`,
    kind: 'mismatch',
    statements,
    expected: { number: target.number, hash: outcome.localHash },
    seen: target,
    detail: `attested by ${statements.map(({ signer }) => signer).join(', ')}, but we derived another block`,
    halts: true,
  }
}

function isBelowFinalized(context: FollowerContext): boolean {
  const end = withdrawalTarget(context)
  return context.finalized !== null && (end === null || end.number < context.finalized.number)
}

function belowFinalized(
  context: FollowerContext,
  target: BlockRef,
  outcome: Extract<Seen, { kind: 'differs' }>,
): Evidence {
  return {
    id: `below-finalized-${target.number}-${outcome.localHash}`,
    kind: 'below-finalized',
    statements: statementsFor(context, target),
    expected: target,
    seen: { number: target.number, hash: outcome.localHash },
    detail: `our chain left the promoted one below the finalized block ${context.finalized?.number}`,
    halts: true,
  }
}
