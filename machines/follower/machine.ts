import { initialContext } from './context.ts'
import { commandInput, examineInput, replaceInput } from './inputs.ts'
import * as links from './links.ts'
import * as params from './params.ts'
import { followerSetup } from './setup.ts'

const lookAgain = ['lookAtDerivation', 'lookAtL1', 'lookAtEngine'] as const
const askAnew = ['askDerivation', 'askL1', 'askEngine'] as const

/**
 * The follower. Facts arrive at the root in every state; an idle state leaves as soon as
 * `situation(context)` names another; a work state leaves only by its own outcome or deadline.
 */
export const followerMachine = followerSetup.createMachine({
  id: 'follower',
  context: ({ input }) => ({
    ...initialContext(input),
    links: { pollers: input.pollers, gossip: input.gossip },
  }),
  invoke: [
    { id: 'derivation', src: 'derivation', input: links.derivation },
    { id: 'l1', src: 'l1', input: links.l1 },
    { id: 'engine', src: 'engine', input: links.engine },
    { id: 'gossip', src: 'gossip', input: links.gossip },
  ],
  on: {
    'attestation.accepted': [
      {
        guard: { type: 'isLateConflict', params: params.attestationOf },
        actions: { type: 'record', params: params.lateConflictFact },
      },
      { actions: { type: 'admitAttestation', params: params.attestationOf } },
    ],
    'derivation.read': { actions: [{ type: 'noteDerivation', params: params.readingOf }, 'askL1'] },
    'l1.read': { actions: [{ type: 'noteL1', params: params.readingOf }, 'askL1'] },
    'engine.read': [
      {
        // A promotion that was cut off, or whose process died, turns out to have taken effect.
        // Whatever is under examination meanwhile is decided on anew.
        guard: { type: 'showsPending', params: params.readingOf },
        target: '.deciding',
        actions: [
          { type: 'record', params: params.promotedFact },
          { type: 'completePromotion', params: ({ event }) => ({ outcome: event.reading }) },
          ...askAnew,
        ],
      },
      { actions: { type: 'noteEngine', params: params.readingOf } },
    ],
    'gossip.changed': { actions: { type: 'noteGossip', params: params.gossipOf } },
    '*': { actions: { type: 'record', params: params.unexpectedFact } },
  },
  initial: 'deciding',
  states: {
    deciding: {
      always: [
        { guard: 'shouldHalt', target: 'haltedOnMismatch' },
        { guard: 'shouldSync', target: 'syncing' },
        { guard: 'shouldPromote', target: 'promoting', actions: 'beginDuty' },
        { guard: 'shouldConsolidate', target: 'consolidating', actions: 'beginExamination' },
        { guard: 'shouldAwaitDerivation', target: 'awaitingDerivation' },
        { guard: 'shouldAwaitAttestation', target: 'awaitingAttestation' },
        { target: 'holding' },
      ],
    },

    syncing: {
      always: { guard: 'syncingIsOver', target: 'deciding' },
      after: { syncingDeadline: { target: 'syncing', reenter: true, actions: lookAgain } },
    },
    awaitingAttestation: {
      always: { guard: 'attestationIsNotAwaited', target: 'deciding' },
      after: { attestationDeadline: { target: 'deciding', actions: ['noteOverdue', ...lookAgain] } },
    },
    awaitingDerivation: {
      always: { guard: 'derivationIsNotAwaited', target: 'deciding' },
      after: { derivationDeadline: { target: 'deciding', actions: lookAgain } },
    },
    holding: {
      always: { guard: 'nothingIsHeld', target: 'deciding' },
      after: { holdRecheck: { target: 'deciding', actions: ['recheck', ...lookAgain] } },
    },

    consolidating: {
      invoke: {
        id: 'examine',
        src: 'examine',
        input: examineInput,
        onDone: [
          {
            guard: { type: 'isProvenContradiction', params: params.outcomeOf },
            target: 'deciding',
            actions: [
              { type: 'record', params: params.judgedEvidenceFact },
              { type: 'openEvidence', params: params.judgedEvidence },
            ],
          },
          {
            guard: { type: 'isProvenEquivocation', params: params.outcomeOf },
            target: 'deciding',
            actions: [
              { type: 'record', params: params.judgedEvidenceFact },
              { type: 'record', params: params.mutedFact },
              { type: 'muteEquivocator', params: params.outcomeOf },
            ],
          },
          {
            guard: { type: 'isJudgedPromotable', params: params.outcomeOf },
            target: 'promoting',
            actions: 'beginAttestedPromotion',
          },
          {
            guard: { type: 'isJudgedReplacement', params: params.outcomeOf },
            target: 'replacing',
            actions: { type: 'noteReplacement', params: params.outcomeOf },
          },
          {
            guard: { type: 'isJudgedStanding', params: params.outcomeOf },
            target: 'deciding',
            actions: 'clearDoubt',
          },
          {
            target: 'deciding',
            actions: [
              { type: 'noteViews', params: params.outcomeOf },
              { type: 'holdExamined', params: params.outcomeOf },
            ],
          },
        ],
        onError: {
          target: 'deciding',
          actions: [
            { type: 'record', params: params.defectFact('consolidating') },
            { type: 'holdOverdue', params: { code: 'defect', detail: 'the examination failed' } },
          ],
        },
      },
      after: {
        examineDeadline: {
          target: 'deciding',
          actions: {
            type: 'holdOverdue',
            params: { code: 'derivation/timed-out', detail: 'the examination did not end by its deadline' },
          },
        },
      },
    },

    replacing: {
      invoke: {
        id: 'replace',
        src: 'replace',
        input: replaceInput,
        onDone: [
          {
            guard: { type: 'isReplaced', params: params.outcomeOf },
            target: 'promoting',
            actions: 'beginReplacementPromotion',
          },
          { target: 'deciding', actions: { type: 'holdReplacement', params: params.outcomeOf } },
        ],
        onError: {
          target: 'deciding',
          actions: [
            { type: 'record', params: params.defectFact('replacing') },
            { type: 'holdOverdue', params: { code: 'defect', detail: 'the replacement failed' } },
          ],
        },
      },
      after: {
        replaceDeadline: {
          target: 'deciding',
          actions: {
            type: 'holdOverdue',
            params: { code: 'engine/timed-out', detail: 'the replacement did not end by its deadline' },
          },
        },
      },
    },

    promoting: {
      // Until the read-back decides, a label that shows the target proves nothing (S5).
      on: { 'engine.read': { actions: { type: 'noteEngine', params: params.readingOf } } },
      initial: 'commanding',
      states: {
        commanding: {
          invoke: {
            id: 'command',
            src: 'command',
            input: commandInput,
            onDone: [
              { guard: { type: 'mayHaveTakenEffect', params: params.outcomeOf }, target: 'confirming' },
              {
                target: '#follower.deciding',
                actions: { type: 'noteCommandOutcome', params: params.outcomeOf },
              },
            ],
            onError: {
              target: 'confirming',
              actions: { type: 'record', params: params.defectFact('commanding') },
            },
          },
          after: { commandDeadline: 'confirming' },
        },
        confirming: {
          invoke: {
            id: 'readBack',
            src: 'readBack',
            onDone: [
              {
                guard: { type: 'readBackConfirms', params: params.outcomeOf },
                target: '#follower.deciding',
                actions: [
                  { type: 'record', params: params.promotedFact },
                  { type: 'completePromotion', params: params.outcomeOf },
                  ...askAnew,
                ],
              },
              {
                guard: { type: 'mayStillFollow', params: params.outcomeOf },
                target: 'rereading',
                actions: 'countReadBack',
              },
              {
                target: '#follower.deciding',
                actions: { type: 'noteUnconfirmed', params: params.outcomeOf },
              },
            ],
            onError: {
              target: '#follower.deciding',
              actions: [
                { type: 'record', params: params.defectFact('confirming') },
                {
                  type: 'noteUnconfirmed',
                  params: { outcome: { kind: 'malformed', detail: 'the read-back failed' } },
                },
              ],
            },
          },
          after: {
            confirmDeadline: {
              target: '#follower.deciding',
              actions: {
                type: 'noteUnconfirmed',
                params: {
                  outcome: { kind: 'timed-out', detail: 'the read-back did not end by its deadline' },
                },
              },
            },
          },
        },
        rereading: { after: { confirmRetry: 'confirming' } },
      },
    },

    haltedOnMismatch: {
      on: {
        // Heads go on flowing, but nothing that was in flight counts any more (S4).
        'engine.read': { actions: { type: 'noteEngine', params: params.readingOf } },
        'halt.acknowledged': {
          guard: { type: 'namesOpenEvidence', params: ({ event }) => ({ evidenceId: event.evidenceId }) },
          target: 'deciding',
          actions: [{ type: 'record', params: params.acknowledgedFact }, 'acknowledge'],
        },
      },
    },
  },
})
