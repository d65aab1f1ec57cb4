import { initialContext } from './context.ts'
import * as links from './links.ts'
import * as params from './params.ts'
import { followerSetup } from './setup.ts'
import { askAnew, lookAgain } from './states/asking.ts'
import { consolidating } from './states/consolidating.ts'
import { haltedOnMismatch } from './states/halted-on-mismatch.ts'
import { promoting } from './states/promoting.ts'
import { replacing } from './states/replacing.ts'

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
    { id: 'consolidation', src: 'consolidation', input: links.consolidation },
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
      { actions: [{ type: 'admitAttestation', params: params.attestationOf }, 'askHeads'] },
    ],
    'derivation.read': {
      actions: [
        { type: 'noteDerivation', params: params.readingOf },
        'hurryConsolidation',
        'askL1',
        'askHeads',
      ],
    },
    'consolidation.read': [
      {
        guard: { type: 'leavesMore', params: params.readingOf },
        actions: [
          { type: 'noteConsolidation', params: params.readingOf },
          'hurryConsolidation',
          'askL1',
          'askHeads',
        ],
      },
      {
        actions: [
          { type: 'noteConsolidation', params: params.readingOf },
          'askConsolidation',
          'askL1',
          'askHeads',
        ],
      },
    ],
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
      description: 'The facts are weighed; left at once.',
      entry: 'askHeads',
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
      description: 'A link has not been read yet, or the execution client is syncing.',
      always: { guard: 'syncingIsOver', target: 'deciding' },
      after: { syncingDeadline: { target: 'syncing', reenter: true, actions: lookAgain } },
    },
    awaitingAttestation: {
      description: 'All is well and nothing above the cross-safe head is attested by enough attesters.',
      always: { guard: 'attestationIsNotAwaited', target: 'deciding' },
      after: { attestationDeadline: { target: 'deciding', actions: ['noteOverdue', ...lookAgain] } },
    },
    awaitingDerivation: {
      description: 'The next block is attested, and our own derivation has not reached it.',
      always: { guard: 'derivationIsNotAwaited', target: 'deciding' },
      after: { derivationDeadline: { target: 'deciding', actions: lookAgain } },
    },
    holding: {
      description:
        'Something is in the way that is no proven contradiction. It is looked at again and again, more and more rarely.',
      always: { guard: 'nothingIsHeld', target: 'deciding' },
      after: { holdRecheck: { target: 'deciding', actions: ['recheck', ...lookAgain] } },
    },

    consolidating,
    replacing,
    promoting,
    haltedOnMismatch,
  },
})
