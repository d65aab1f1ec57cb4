import { commandInput } from '../inputs.ts'
import * as params from '../params.ts'
import { followerSetup } from '../setup.ts'
import { askAnew } from './asking.ts'

export const promoting = followerSetup.createStateConfig({
  description: 'A forkchoice is on its way to the execution client. It counts when the client shows it.',
  // Until the read-back decides, a label that shows the target proves nothing (S5).
  on: { 'engine.read': { actions: { type: 'noteEngine', params: params.readingOf } } },
  initial: 'commanding',
  states: {
    commanding: {
      description: 'The one engine command is under way.',
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
      description: 'The labels of the client are read back.',
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
    rereading: {
      description: 'The client does not show the target yet; it is read again shortly.',
      after: { confirmRetry: 'confirming' },
    },
  },
})
