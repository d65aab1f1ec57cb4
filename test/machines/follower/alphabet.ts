import type { FollowerContext } from '../../../machines/follower/context.ts'
import type {
  CommandOutcome,
  ExamineOutcome,
  ReadBackOutcome,
  ReplaceOutcome,
} from '../../../machines/follower/outcomes.ts'
import type {
  ConsolidationReading,
  DerivationReading,
  EngineReading,
  L1Reading,
} from '../../../machines/follower/readings.ts'
import type { Attestation } from '../../../machines/values.ts'

/** Any event of the machine, outcomes of invoked actors and timers included. */
export interface ModelEvent {
  readonly type: string
  readonly [field: string]: unknown
}

/** What can be said to the follower in a given situation. Outcomes depend on what was asked. */
export interface Alphabet {
  readonly name: string
  readonly statements: readonly Attestation[]
  readonly derivations: (context: FollowerContext) => readonly DerivationReading[]
  readonly consolidations: (context: FollowerContext) => readonly ConsolidationReading[]
  readonly l1Readings: readonly L1Reading[]
  readonly engineReadings: (context: FollowerContext) => readonly EngineReading[]
  readonly examineOutcomes: (context: FollowerContext) => readonly ExamineOutcome[]
  readonly commandOutcomes: readonly CommandOutcome[]
  readonly readBacks: (context: FollowerContext) => readonly ReadBackOutcome[]
  readonly replaceOutcomes: readonly ReplaceOutcome[]
  /** Whether an operator acknowledges evidence; without, a halt is for ever. */
  readonly acknowledges: boolean
  /** Whether calls also end by their deadlines, which are timers of the chart, instead of with an outcome. */
  readonly overdue: boolean
  /** Whether invoked actors may also reject and unknown events arrive, which are always defects. */
  readonly defects: boolean
}

export function eventsOf(
  alphabet: Alphabet,
  context: FollowerContext,
  invoked: readonly string[],
): readonly ModelEvent[] {
  return [
    ...alphabet.statements.map((attestation) => ({ type: 'attestation.accepted', attestation })),
    ...alphabet.derivations(context).map((reading) => ({ type: 'derivation.read', reading })),
    ...alphabet.consolidations(context).map((reading) => ({ type: 'consolidation.read', reading })),
    ...alphabet.l1Readings.map((reading) => ({ type: 'l1.read', reading })),
    ...alphabet.engineReadings(context).map((reading) => ({ type: 'engine.read', reading })),
    ...(alphabet.acknowledges ? acknowledgements(context) : []),
    ...(alphabet.defects ? strangers : []),
    ...invoked.flatMap((id) => outcomesOf(alphabet, context, id)),
  ]
}

const strangers: readonly ModelEvent[] = [
  { type: 'gossip.changed', peers: 1, trouble: null },
  { type: 'an.event.nobody.knows' },
]

function acknowledgements({ openEvidence }: FollowerContext): readonly ModelEvent[] {
  const ids = openEvidence === null ? ['another'] : ['another', openEvidence.id]
  return ids.map((evidenceId) => ({ type: 'halt.acknowledged', evidenceId }))
}

function outcomesOf(alphabet: Alphabet, context: FollowerContext, id: string): readonly ModelEvent[] {
  const outputs = outputsOf(alphabet, context, id)
  const done = outputs.map((output) => ({ type: `xstate.done.actor.${id}`, output }))
  return alphabet.defects ? [...done, { type: `xstate.error.actor.${id}`, error: 'a defect' }] : done
}

function outputsOf(alphabet: Alphabet, context: FollowerContext, id: string): readonly unknown[] {
  switch (id) {
    case 'examine':
      return alphabet.examineOutcomes(context)
    case 'command':
      return alphabet.commandOutcomes
    case 'readBack':
      return alphabet.readBacks(context)
    case 'replace':
      return alphabet.replaceOutcomes
    default:
      throw new Error(`no outcomes are known for the actor "${id}"`)
  }
}
