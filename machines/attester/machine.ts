import { initialContext } from './context.ts'
import * as params from './params.ts'
import { attesterSetup } from './setup.ts'

/**
 * The attester: it polls its own rollup node's cross-safe head, examines whether it may sign,
 * stores that it will, signs, publishes, and rests. Whatever fails is waited out in `backingOff`;
 * whatever must not be signed is waited out in `refusing`, which says why. Every call has a deadline.
 */
export const attesterMachine = attesterSetup.createMachine({
  id: 'attester',
  context: ({ input }) => initialContext(input),
  on: { '*': { actions: 'recordUnexpected' } },
  initial: 'starting',
  states: {
    starting: {
      always: [{ guard: 'sourceIsTrusted', target: 'polling' }, { target: 'checkingSource' }],
    },

    checkingSource: {
      invoke: {
        id: 'checkSource',
        src: 'checkSource',
        onDone: [
          { guard: { type: 'sourceVerifies', params: params.outcomeOf }, target: 'polling' },
          {
            guard: { type: 'sourceOnlyDerives', params: params.outcomeOf },
            target: 'refusing',
            actions: { type: 'noteRefusal', params: params.refusedSource },
          },
          nothingCame('checkingSource'),
        ],
        onError: broke('checkingSource'),
      },
      after: { callDeadline: overdue('checkingSource') },
    },

    polling: {
      invoke: {
        id: 'poll',
        src: 'poll',
        onDone: [
          {
            guard: { type: 'isNewHead', params: params.outcomeOf },
            target: 'examining',
            actions: [
              { type: 'notePoll', params: params.outcomeOf },
              { type: 'begin', params: { occasion: 'newest' } },
            ],
          },
          {
            guard: { type: 'isHeadWithOlderOwed', params: params.outcomeOf },
            target: 'examining',
            actions: [
              { type: 'notePoll', params: params.outcomeOf },
              { type: 'begin', params: { occasion: 'older' } },
            ],
          },
          {
            guard: { type: 'isHeadToRepeat', params: params.outcomeOf },
            target: 'examining',
            actions: [
              { type: 'notePoll', params: params.outcomeOf },
              { type: 'begin', params: { occasion: 'repeat' } },
            ],
          },
          {
            guard: { type: 'isHead', params: params.outcomeOf },
            target: 'resting',
            actions: [{ type: 'notePoll', params: params.outcomeOf }, 'noteResting'],
          },
          nothingCame('polling'),
        ],
        onError: broke('polling'),
      },
      after: { callDeadline: overdue('polling') },
    },

    examining: {
      invoke: {
        id: 'examine',
        src: 'examine',
        input: params.workOf,
        onDone: [
          {
            guard: { type: 'mayNotBeSigned', params: params.outcomeOf },
            target: 'refusing',
            actions: { type: 'noteRefusal', params: params.refusedStatement },
          },
          { guard: { type: 'isExaminedRepeat', params: params.outcomeOf }, target: 'intending' },
          { guard: { type: 'isExamined', params: params.outcomeOf }, target: 'fetching' },
          nothingCame('examining'),
        ],
        onError: broke('examining'),
      },
      after: { callDeadline: overdue('examining') },
    },

    fetching: {
      invoke: {
        id: 'fetch',
        src: 'fetch',
        input: params.workOf,
        onDone: [
          {
            guard: { type: 'isFetched', params: params.outcomeOf },
            target: 'intending',
            actions: { type: 'noteFetched', params: params.outcomeOf },
          },
          nothingCame('fetching'),
        ],
        onError: broke('fetching'),
      },
      after: { callDeadline: overdue('fetching') },
    },

    intending: {
      invoke: {
        id: 'intend',
        src: 'intend',
        input: params.workOf,
        onDone: { target: 'signing', actions: 'noteIntended' },
        onError: broke('intending'),
      },
      after: { callDeadline: overdue('intending') },
    },

    signing: {
      invoke: {
        id: 'sign',
        src: 'sign',
        input: params.workOf,
        onDone: [
          {
            guard: { type: 'isSigned', params: params.outcomeOf },
            target: 'publishing',
            actions: { type: 'tell', params: params.attested },
          },
          nothingCame('signing'),
        ],
        onError: broke('signing'),
      },
      after: { callDeadline: overdue('signing') },
    },

    publishing: {
      invoke: {
        id: 'publish',
        src: 'publish',
        input: params.workOf,
        onDone: [
          {
            guard: { type: 'hasReachedSomebody', params: params.outcomeOf },
            target: 'resting',
            actions: [{ type: 'tell', params: params.published }, 'noteReached'],
          },
          nothingCame('publishing'),
        ],
        onError: broke('publishing'),
      },
      after: { callDeadline: overdue('publishing') },
    },

    resting: { after: { rest: 'polling' } },

    backingOff: {
      entry: { type: 'tell', params: params.troubleOf },
      after: { backoff: 'starting' },
    },

    refusing: {
      entry: { type: 'tell', params: params.refusalOf },
      after: { refusalRecheck: 'starting' },
    },
  },
})

/** The three ways in which a call ends without its result, all of them waited out. */
function nothingCame(at: string) {
  return {
    target: 'backingOff',
    actions: { type: 'noteTrouble', params: params.troubleAt(at) },
  } as const
}

function broke(at: string) {
  return {
    target: 'backingOff',
    actions: { type: 'noteTrouble', params: params.defectAt(at) },
  } as const
}

function overdue(at: string) {
  return {
    target: 'backingOff',
    actions: { type: 'noteTrouble', params: params.overdueAt(at) },
  } as const
}
