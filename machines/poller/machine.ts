import { assign, fromPromise, sendParent, setup } from 'xstate'
import type { Trouble } from '../follower/readings.ts'

export interface PollerDelays {
  readonly pollIntervalMs: number
  readonly readDeadlineMs: number
  readonly backoffMs: number
  readonly backoffLimitMs: number
  /** Asking again sooner cannot help when a secret is wrong. */
  readonly refusedRetryMs: number
}

/** A reading of any link; what else it holds is between its reader and the parent. */
export type PollReading = { readonly kind: string }

export interface PollerInput {
  /** Readings reach the parent as `<name>.read`. */
  readonly name: string
  /** The kind of a good reading; every other kind is trouble and backs off. */
  readonly goodKind: string
  readonly question: unknown
  readonly delays: PollerDelays
}

interface PollerContext extends PollerInput {
  readonly reading: PollReading | null
  /** Saturating. */
  readonly failures: number
}

/**
 * `ask` changes the question of the next reading; `look` reads at once; `hurry` does so after a good
 * reading, and leaves trouble to its back-off.
 */
export type PollerEvent =
  | { readonly type: 'ask'; readonly question: unknown }
  | { readonly type: 'look'; readonly question: unknown }
  | { readonly type: 'hurry'; readonly question: unknown }

const failuresSaturation = 10
const overdue: Trouble = { kind: 'timed-out', detail: 'the reading did not end by its deadline' }

/**
 * Reads one remote end for ever: reading, resting, backing off, or refused. Each reading,
 * good or bad, is reported to the parent; nothing is retried below it.
 */
export const pollerMachine = setup({
  types: {
    context: {} as PollerContext,
    input: {} as PollerInput,
    events: {} as PollerEvent,
  },
  actors: {
    read: fromPromise<PollReading, unknown>(() => Promise.reject(new Error('no reader was provided'))),
  },
  actions: {
    takeQuestion: assign((_, params: { question: unknown }) => ({ question: params.question })),
    noteReading: assign((_, params: { reading: PollReading }) => ({ reading: params.reading, failures: 0 })),
    noteFailure: assign(({ context }, params: { reading: PollReading }) => ({
      reading: params.reading,
      failures: Math.min(context.failures + 1, failuresSaturation),
    })),
    /** Provided as a no-op where the chart is explored without a parent. */
    report: sendParent(({ context }) => ({ type: `${context.name}.read`, reading: context.reading })),
  },
  guards: {
    isGood: ({ context }, params: { reading: PollReading }) => params.reading.kind === context.goodKind,
    isUnauthorized: (_, params: { reading: PollReading }) => params.reading.kind === 'unauthorized',
  },
  delays: {
    pollInterval: ({ context }) => context.delays.pollIntervalMs,
    readDeadline: ({ context }) => context.delays.readDeadlineMs,
    backoff: ({ context }) =>
      Math.min(context.delays.backoffMs * 2 ** (context.failures - 1), context.delays.backoffLimitMs),
    refusedRetry: ({ context }) => context.delays.refusedRetryMs,
  },
}).createMachine({
  id: 'poller',
  context: ({ input }) => ({ ...input, reading: null, failures: 0 }),
  initial: 'reading',
  on: {
    ask: { actions: { type: 'takeQuestion', params: questionOf } },
    hurry: { actions: { type: 'takeQuestion', params: questionOf } },
    look: { target: '.reading', actions: { type: 'takeQuestion', params: questionOf } },
  },
  states: {
    reading: {
      invoke: {
        id: 'read',
        src: 'read',
        input: ({ context }: { context: PollerContext }) => context.question,
        onDone: [
          {
            guard: { type: 'isGood', params: answerOf },
            target: 'resting',
            actions: [{ type: 'noteReading', params: answerOf }, 'report'],
          },
          {
            guard: { type: 'isUnauthorized', params: answerOf },
            target: 'refused',
            actions: [{ type: 'noteFailure', params: answerOf }, 'report'],
          },
          { target: 'backingOff', actions: [{ type: 'noteFailure', params: answerOf }, 'report'] },
        ],
        onError: {
          target: 'backingOff',
          actions: [
            { type: 'noteFailure', params: ({ event }) => ({ reading: defect(event.error) }) },
            'report',
          ],
        },
      },
      // While a reading is under way, `look` only changes the question of the next one.
      on: { look: { actions: { type: 'takeQuestion', params: questionOf } } },
      after: {
        readDeadline: {
          target: 'backingOff',
          actions: [{ type: 'noteFailure', params: { reading: overdue } }, 'report'],
        },
      },
    },
    resting: {
      on: { hurry: { target: 'reading', actions: { type: 'takeQuestion', params: questionOf } } },
      after: { pollInterval: 'reading' },
    },
    backingOff: { after: { backoff: 'reading' } },
    refused: { after: { refusedRetry: 'reading' } },
  },
})

function questionOf({ event }: { event: PollerEvent }) {
  return { question: event.question }
}

function answerOf({ event }: { event: { output: PollReading } }) {
  return { reading: event.output }
}

function defect(error: unknown): Trouble {
  return {
    kind: 'malformed',
    detail: `the reader failed: ${error instanceof Error ? error.message : String(error)}`,
  }
}
