import { assign, fromPromise, sendTo, setup } from 'xstate'
import { type GossipLinkDelays, gossipLink } from '../gossip/machine.ts'
import { type PollerDelays, pollerMachine } from '../poller/machine.ts'
import type { Attestation } from '../values.ts'
import * as changes from './changes.ts'
import type { BlockerCode } from './codes.ts'
import { completePromotion } from './completion.ts'
import { leavesMore } from './consolidation.ts'
import type { FollowerContext, FollowerInput, PendingPromotion } from './context.ts'
import type { FollowerEvent } from './events.ts'
import type { Evidence, Fact } from './facts.ts'
import { holdRecheckMs } from './hold-recheck.ts'
import * as holds from './holds.ts'
import { isWithdrawing, type Judgement, judge } from './judge.ts'
import { toConsolidation, toDerivation, toEngine, toGossip, toL1 } from './link-messages.ts'
import * as notes from './notes.ts'
import type {
  CommandOutcome,
  ExamineInput,
  ExamineOutcome,
  ReadBackOutcome,
  ReplaceInput,
  ReplaceOutcome,
} from './outcomes.ts'
import type { ConsolidationReading, DerivationReading, EngineReading, L1Reading } from './readings.ts'
import * as replacement from './replacement.ts'
import { type Situation, situation } from './situation.ts'

/** The links' own delays ride along, because a link is started from the follower's input. */
export interface FollowerMachineInput extends FollowerInput {
  readonly pollers: PollerDelays
  readonly gossip: GossipLinkDelays
}

export interface FollowerMachineContext extends FollowerContext {
  readonly links: { readonly pollers: PollerDelays; readonly gossip: GossipLinkDelays }
}

type Scope = { readonly context: FollowerContext }
type Examined = { readonly outcome: ExamineOutcome }
type Commanded = { readonly outcome: CommandOutcome }
type ReadBack = { readonly outcome: ReadBackOutcome }
type Replaced = { readonly outcome: ReplaceOutcome }

/**
 * Names of everything the chart uses. Actors are declared by name and type only, `src/`
 * provides them; `record` is where facts leave for the disk, a no-op until provided.
 */
export const followerSetup = setup({
  types: {
    context: {} as FollowerMachineContext,
    input: {} as FollowerMachineInput,
    events: {} as FollowerEvent,
  },
  actors: {
    derivation: pollerMachine,
    consolidation: pollerMachine,
    l1: pollerMachine,
    engine: pollerMachine,
    gossip: gossipLink,
    examine: fromPromise<ExamineOutcome, ExamineInput>(unprovided('examine')),
    command: fromPromise<CommandOutcome, PendingPromotion>(unprovided('command')),
    readBack: fromPromise<ReadBackOutcome>(unprovided('readBack')),
    replace: fromPromise<ReplaceOutcome, ReplaceInput>(unprovided('replace')),
  },
  guards: {
    shouldHalt: is('haltedOnMismatch'),
    shouldSync: is('syncing'),
    shouldPromote: is('promoting'),
    shouldConsolidate: is('consolidating'),
    shouldAwaitDerivation: is('awaitingDerivation'),
    shouldAwaitAttestation: is('awaitingAttestation'),
    syncingIsOver: isNot('syncing'),
    attestationIsNotAwaited: isNot('awaitingAttestation'),
    derivationIsNotAwaited: isNot('awaitingDerivation'),
    nothingIsHeld: isNot('holding'),

    isLateConflict: ({ context }, params: { attestation: Attestation }) =>
      notes.lateConflict(context, params.attestation) !== null,
    leavesMore: ({ context }, params: { reading: ConsolidationReading }) =>
      leavesMore(context, params.reading),
    showsPending: ({ context }, params: { reading: EngineReading }) =>
      changes.showsPending(context, params.reading),

    isJudgedPromotable: judgedAs('promote'),
    isJudgedStanding: judgedAs('stands'),
    isJudgedReplacement: judgedAs('replace'),
    isJudgedParting: judgedAs('parts'),
    isJudgedWithdrawn: ({ context }, { outcome }: Examined) => isWithdrawing(judge(context, outcome)),
    isProvenContradiction: judgedAs('halt'),
    isProvenEquivocation: judgedAs('mute'),

    mayHaveTakenEffect: (_, { outcome }: Commanded) => outcome.kind === 'valid' || outcome.kind === 'unknown',
    readBackConfirms: ({ context }, { outcome }: ReadBack) =>
      outcome.kind === 'labels' && changes.isConfirmedBy(context.pending, outcome),
    mayStillFollow: ({ context }, { outcome }: ReadBack) =>
      outcome.kind === 'labels' && context.confirmTries < context.limits.confirmTries,
    isReplaced: (_, { outcome }: Replaced) => outcome.kind === 'replaced',
    namesOpenEvidence: ({ context }, params: { evidenceId: string }) =>
      context.openEvidence?.id === params.evidenceId,
  },
  actions: {
    record: (_scope, _params: { readonly fact: Fact }) => {},

    admitAttestation: assign(({ context }, params: { attestation: Attestation }) =>
      notes.noteAttestation(context, params.attestation),
    ),
    noteDerivation: assign(({ context }, params: { reading: DerivationReading }) =>
      notes.noteDerivation(context, params.reading),
    ),
    noteConsolidation: assign(({ context }, params: { reading: ConsolidationReading }) =>
      notes.noteConsolidation(context, params.reading),
    ),
    noteL1: assign(({ context }, params: { reading: L1Reading }) => notes.noteL1(context, params.reading)),
    noteEngine: assign((_, params: { reading: EngineReading }) => notes.noteEngine(params.reading)),
    noteGossip: assign((_, params: { peers: number; trouble: string | null }) => ({ gossip: params })),
    noteOverdue: assign({ attestationOverdue: true }),

    beginExamination: assign(({ context }) => changes.beginExamination(context)),
    noteParting: assign(({ context }) => changes.noteParting(context)),
    noteViews: assign(({ context }, { outcome }: Examined) => notes.noteViews(context, outcome)),
    holdExamined: assign(({ context }, { outcome }: Examined) => holds.holdExamined(context, outcome)),
    holdOverdue: assign(({ context }, params: { code: BlockerCode; detail: string }) =>
      holds.holdTarget(context, params),
    ),
    clearDoubt: assign(({ context }) => changes.clearDoubt(context)),
    muteEquivocator: assign(({ context }, { outcome }: Examined) =>
      changes.muteEquivocator(context, outcome),
    ),
    openEvidence: assign((_, params: { evidence: Evidence | null }) => changes.halt(params.evidence)),
    acknowledge: assign(({ context }) => changes.acknowledge(context)),

    beginAttestedPromotion: assign(({ context }) => changes.attestedPromotion(context, 'attested')),
    beginReplacementPromotion: assign(({ context }) => changes.attestedPromotion(context, 'replacement')),
    beginDuty: assign(({ context }) => changes.dutyPromotion(context)),
    noteCommandOutcome: assign(({ context }, { outcome }: Commanded) =>
      changes.afterCommand(context, outcome),
    ),
    countReadBack: assign({ confirmTries: ({ context }) => context.confirmTries + 1 }),
    noteUnconfirmed: assign(({ context }, { outcome }: ReadBack) => changes.unconfirmed(context, outcome)),
    completePromotion: assign(({ context }, { outcome }: { outcome: ReadBackOutcome | EngineReading }) =>
      outcome.kind === 'labels' ? completePromotion(context, outcome) : {},
    ),
    noteReplacement: assign(({ context }, { outcome }: Examined) =>
      replacement.noteReplacement(context, outcome),
    ),
    noteDenial: assign(({ context }) => replacement.noteDenial(context)),
    holdReplacement: assign(({ context }, { outcome }: Replaced) =>
      replacement.holdReplacement(context, outcome),
    ),
    recheck: assign(({ context }) => holds.recheck(context)),

    /** Provided as no-ops where the chart is explored without its links. */
    askDerivation: sendTo('derivation', toDerivation('ask')),
    askConsolidation: sendTo('consolidation', toConsolidation('ask')),
    askL1: sendTo('l1', toL1('ask')),
    askEngine: sendTo('engine', toEngine('ask')),
    askHeads: sendTo('gossip', toGossip),
    hurryConsolidation: sendTo('consolidation', toConsolidation('hurry')),
    lookAtDerivation: sendTo('derivation', toDerivation('look')),
    lookAtConsolidation: sendTo('consolidation', toConsolidation('look')),
    lookAtL1: sendTo('l1', toL1('look')),
    lookAtEngine: sendTo('engine', toEngine('look')),
  },
  delays: {
    syncingDeadline: ({ context }) => context.delays.syncingDeadlineMs,
    attestationDeadline: ({ context }) => context.delays.attestationDeadlineMs,
    derivationDeadline: ({ context }) => context.delays.derivationDeadlineMs,
    examineDeadline: ({ context }) => context.delays.examineDeadlineMs,
    commandDeadline: ({ context }) => context.delays.commandDeadlineMs,
    confirmDeadline: ({ context }) => context.delays.confirmDeadlineMs,
    confirmRetry: ({ context }) => context.delays.confirmRetryMs,
    replaceDeadline: ({ context }) => context.delays.replaceDeadlineMs,
    holdRecheck: ({ context }) => holdRecheckMs(context),
  },
})

function unprovided(name: string) {
  return () => Promise.reject(new Error(`${name}: no actor was provided`))
}

function is(expected: Situation) {
  return ({ context }: Scope) => situation(context) === expected
}

function isNot(expected: Situation) {
  return ({ context }: Scope) => situation(context) !== expected
}

function judgedAs(kind: Judgement['kind']) {
  return ({ context }: Scope, { outcome }: Examined) => judge(context, outcome).kind === kind
}
