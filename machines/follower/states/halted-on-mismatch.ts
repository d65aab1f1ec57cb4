import * as params from '../params.ts'
import { followerSetup } from '../setup.ts'

export const haltedOnMismatch = followerSetup.createStateConfig({
  description: 'A contradiction was proven. Nothing moves until an operator acknowledges the evidence.',
  on: {
    // Heads go on flowing, but nothing that was in flight counts any more (S4).
    'engine.read': { actions: { type: 'noteEngine', params: params.readingOf } },
    'halt.acknowledged': {
      guard: { type: 'namesOpenEvidence', params: ({ event }) => ({ evidenceId: event.evidenceId }) },
      target: 'deciding',
      actions: [{ type: 'record', params: params.acknowledgedFact }, 'acknowledge'],
    },
  },
})
