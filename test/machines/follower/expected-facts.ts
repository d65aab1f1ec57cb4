import type { FollowerContext } from '../../../machines/follower/context.ts'
import type { Attestation, BlockRef } from '../../../machines/values.ts'
import type { ModelEvent } from './alphabet.ts'
import { labelsIn, type Shown } from './rules/labels.ts'
import { isHalted, type Step } from './rules/rule.ts'

/** What must leave for the disk with a step, told from what was before and after it. */
export function expectedFacts(step: Step): readonly unknown[] {
  const { before, event, after } = step
  if (event.type === 'attestation.accepted') return lateConflicts(before.context, event)
  if (event.type.startsWith('xstate.error.')) return [defect(step)]
  if (isUnexpected(step)) return [{ kind: 'unexpected', event: event.type }]
  if (event.type === 'halt.acknowledged') return [{ kind: 'acknowledged', evidenceId: event.evidenceId }]
  if (event.type === 'xstate.done.actor.examine')
    return [...proofs(before.context, after.context), ...withdrawals(step)]
  return promotions(step)
}

/** Why a withdrawal is owed from then on. */
function withdrawals({ before, event, after }: Step): readonly unknown[] {
  const { hold } = after.context
  if (hold?.code !== 'derivation/withdrawing' || hold === before.context.hold) return []
  const { localHash: derived } = event.output as { localHash: string }
  return [{ kind: 'withdrawing', block: before.context.examined, derived, detail: hold.detail }]
}

function isUnexpected({ before, event, after }: Step): boolean {
  const refused = event.type === 'halt.acknowledged' && !(isHalted(before) && !isHalted(after))
  return refused || event.type === 'an.event.nobody.knows'
}

function defect({ before: { value }, event: { error } }: Step): unknown {
  const where = typeof value === 'string' ? value : Object.values(value)[0]
  return { kind: 'defect', where, detail: error }
}

function lateConflicts(before: FollowerContext, { attestation }: ModelEvent): readonly unknown[] {
  const { number, hash, signer } = attestation as Attestation
  const { crossSafe, promotions: promoted, trustedBase } = before
  if (crossSafe === null || number > crossSafe.number) return []
  const known = [...promoted, trustedBase].find((block) => block?.number === number)
  if (known === undefined || known === null || known.hash === hash) return []
  const evidence = {
    id: `late-conflict-${number}-${signer}-${hash}`,
    kind: 'late-conflict',
    statements: [attestation],
    expected: bare(known),
    seen: { number, hash },
    detail: 'attested at or below the cross-safe head, with another hash than the one promoted',
    halts: false,
  }
  return [{ kind: 'evidence', evidence }]
}

function proofs(before: FollowerContext, after: FollowerContext): readonly unknown[] {
  if (after.openEvidence !== null) return [{ kind: 'evidence', evidence: after.openEvidence }]
  const signer = after.muted.find((muted) => !before.muted.includes(muted))
  if (signer === undefined) return []
  const said = before.pool.filter(
    (held) => held.signer === signer && held.number === before.examined?.number && held.l1View !== null,
  )
  const [one] = said
  const other = said.find(({ hash }) => hash !== one?.hash)
  const id = `equivocation-${one!.number}-${signer}`
  const evidence = {
    id,
    kind: 'equivocation',
    statements: [one, other],
    expected: bare(one!),
    seen: bare(other!),
    detail: `${signer} signed two hashes for one height along one L1 chain`,
    halts: false,
  }
  return [
    { kind: 'evidence', evidence },
    { kind: 'muted', signer, evidenceId: id },
  ]
}

/** Whenever labels show what is pending, unless they are not asked for now. */
function promotions(step: Step): readonly unknown[] {
  const { pending, crossSafe } = step.before.context
  if (pending === null || !isAwaited(step) || !shows(labelsIn(step), pending)) return []
  const { safe, finalized, l1View, because, tier } = pending
  const previous = crossSafe === null ? null : bare(crossSafe)
  return [{ kind: 'promoted', safe, finalized, l1View, because, tier, previous }]
}

/** While a command is under way only its read-back counts; a withdrawal is awaited while the head is doubted. */
function isAwaited({ before, event }: Step): boolean {
  if (event.type === 'xstate.done.actor.readBack') return true
  const { pending, derivation, crossSafe } = before.context
  const doubted = derivation.atCrossSafe !== null && derivation.atCrossSafe !== crossSafe?.hash
  return (
    typeof before.value === 'string' && !isHalted(before) && (pending?.because !== 'withdrawal' || doubted)
  )
}

function shows(
  labels: Shown | null,
  { safe, finalized }: { safe: BlockRef; finalized: BlockRef | null },
): boolean {
  return labels?.safe?.hash === safe.hash && (finalized === null || labels.finalized?.hash === finalized.hash)
}

function bare({ number, hash }: BlockRef): BlockRef {
  return { number, hash }
}
