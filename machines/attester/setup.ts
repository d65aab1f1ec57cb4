import { assign, emit, fromPromise, setup } from 'xstate'
import { type BlockRef, type L1View, sameBlock } from '../values.ts'
import * as changes from './changes.ts'
import type { AttesterContext, AttesterInput, AttesterTrouble, Refusal } from './context.ts'
import { forbiddingRival } from './equivocation.ts'
import type {
  CheckSourceOutcome,
  ExamineOutcome,
  FetchOutcome,
  IntendOutcome,
  Occasion,
  PollOutcome,
  PublishingOutcome,
  SignOutcome,
  Statement,
  Work,
} from './outcomes.ts'

/** What the attester tells whoever listens. */
export type AttesterEmitted =
  | {
      readonly type: 'attested'
      readonly block: BlockRef
      readonly l1View: L1View
      readonly issuedAtMs: number
      readonly occasion: Occasion
    }
  | {
      readonly type: 'published'
      readonly block: BlockRef
      readonly occasion: Occasion
      readonly recipients: number
      /** What went wrong beside the head, the block being too large for instance. */
      readonly problems: readonly string[]
    }
  | { readonly type: 'refused'; readonly refusal: Refusal }
  | { readonly type: 'trouble'; readonly trouble: AttesterTrouble }

type Scope = { readonly context: AttesterContext }

/**
 * Names of everything the chart uses. Actors are declared by name and type, `src/` provides
 * them. What happened is emitted; no action touches the world.
 */
export const attesterSetup = setup({
  types: {
    context: {} as AttesterContext,
    input: {} as AttesterInput,
    events: {} as { readonly type: string },
    emitted: {} as AttesterEmitted,
  },
  actors: {
    checkSource: fromPromise<CheckSourceOutcome>(unprovided('checkSource')),
    poll: fromPromise<PollOutcome>(unprovided('poll')),
    examine: fromPromise<ExamineOutcome, Work>(unprovided('examine')),
    fetch: fromPromise<FetchOutcome, Work>(unprovided('fetch')),
    intend: fromPromise<IntendOutcome, Statement>(unprovided('intend')),
    sign: fromPromise<SignOutcome, Work>(unprovided('sign')),
    publish: fromPromise<PublishingOutcome, Work>(unprovided('publish')),
  },
  guards: {
    sourceIsTrusted: ({ context }) => context.trustsSource,
    sourceVerifies: (_, { outcome }: { outcome: CheckSourceOutcome }) =>
      outcome.kind === 'checked' && outcome.verifies,
    sourceOnlyDerives: (_, { outcome }: { outcome: CheckSourceOutcome }) =>
      outcome.kind === 'checked' && !outcome.verifies,

    isNewHead: ({ context }, { outcome }: { outcome: PollOutcome }) =>
      outcome.kind === 'head' && !(context.announced && sameBlock(outcome.head, context.newest)),
    isHeadWithOlderOwed: ({ context }, { outcome }: { outcome: PollOutcome }) =>
      outcome.kind === 'head' && context.backlog !== null,
    isHeadToRepeat: ({ context }, { outcome }: { outcome: PollOutcome }) =>
      outcome.kind === 'head' && context.pollsSinceSaid + 1 >= context.limits.repeatEveryPolls,
    isHead: (_, { outcome }: { outcome: PollOutcome }) => outcome.kind === 'head',

    mayNotBeSigned: ({ context }, { outcome }: { outcome: ExamineOutcome }) =>
      outcome.kind === 'examined' &&
      (outcome.forgotten || context.work === null || forbiddingRival(context.work, outcome) !== null),
    isExaminedRepeat: ({ context }, { outcome }: { outcome: ExamineOutcome }) =>
      outcome.kind === 'examined' && context.work?.occasion === 'repeat',
    isExamined: (_, { outcome }: { outcome: ExamineOutcome }) => outcome.kind === 'examined',
    isFetched: (_, { outcome }: { outcome: FetchOutcome }) => outcome.kind === 'fetched',
    isSigned: (_, { outcome }: { outcome: SignOutcome }) => outcome.kind === 'signed',
    hasReachedSomebody: (_, { outcome }: { outcome: PublishingOutcome }) => outcome.kind === 'reached',
  },
  actions: {
    notePoll: assign(({ context }, { outcome }: { outcome: PollOutcome }) =>
      changes.notePoll(context, outcome),
    ),
    begin: assign(({ context }, { occasion }: { occasion: Occasion }) => changes.begin(context, occasion)),
    noteFetched: assign(({ context }, { outcome }: { outcome: FetchOutcome }) =>
      changes.noteFetched(context, outcome),
    ),
    noteIntended: assign(({ context }) => changes.noteIntended(context)),
    noteResting: assign({ failures: 0, trouble: null }),
    noteReached: assign(({ context }) => changes.noteReached(context)),
    noteTrouble: assign(({ context }, trouble: AttesterTrouble) => changes.noteTrouble(context, trouble)),
    noteRefusal: assign(({ context }, refusal: Refusal) => changes.noteRefusal(context, refusal)),
    recordUnexpected: assign({ unexpected: ({ context }) => changes.increased(context.unexpected) }),

    tell: emit((_: Scope, said: AttesterEmitted) => said),
  },
  delays: {
    rest: ({ context: { delays, backlog } }) =>
      backlog === null ? delays.pollIntervalMs : Math.min(delays.olderSpacingMs, delays.pollIntervalMs),
    callDeadline: ({ context }) => context.delays.callDeadlineMs,
    backoff: ({ context: { delays, failures } }) =>
      Math.min(delays.backoffMs * 2 ** (failures - 1), delays.backoffLimitMs),
    refusalRecheck: ({ context }) => context.delays.refusalRecheckMs,
  },
})

function unprovided(name: string) {
  return () => Promise.reject(new Error(`${name}: no actor was provided`))
}
