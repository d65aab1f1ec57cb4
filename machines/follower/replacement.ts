import { blockOf, localSafe } from '../values.ts'
import type { BlockerCode } from './codes.ts'
import { consolidationFrom } from './consolidation.ts'
import type { FollowerContext } from './context.ts'
import { withDenial } from './denials.ts'
import { holdTarget } from './holds.ts'
import type { ExamineOutcome, ReplaceOutcome } from './outcomes.ts'

/** What a replacement does to the context. Pure; each answers the changed fields. */
type Change = Partial<FollowerContext>

export function noteReplacement(_: FollowerContext, outcome: ExamineOutcome): Change {
  return outcome.kind === 'replacement' ? { replacement: { at: outcome.at, denied: outcome.denied } } : {}
}

/**
 * Our block is denied, which is on disk already, and the client's head is its replacement. What was
 * derived on the denied branch counts for nothing: the new lineage ends at the replacement.
 */
export function noteDenial(context: FollowerContext): Change {
  const { replacement, denials, derivation } = context
  if (replacement === null) return {}
  const { at, denied } = replacement
  return {
    denials: withDenial(denials, { number: at.number, denied, replacement: at.hash }),
    localSafe: localSafe(at),
    derivation: { ...derivation, tip: derivation.tip === null ? null : blockOf(at) },
    consolidation: consolidationFrom(context, at),
    parting: [],
  }
}

export function holdReplacement(context: FollowerContext, outcome: ReplaceOutcome): Change {
  if (outcome.kind === 'replaced') return {}
  return holdTarget(context, { code: codeOf(outcome), detail: outcome.detail })
}

/** A client that answers, and does not build what was attested, says nothing about the next block. */
function codeOf({ kind }: Exclude<ReplaceOutcome, { kind: 'replaced' }>): BlockerCode {
  return kind === 'not-the-attested' || kind === 'refused' ? 'replacement/not-built' : `engine/${kind}`
}
