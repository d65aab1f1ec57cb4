import { examineInput } from '../inputs.ts'
import * as params from '../params.ts'
import { followerSetup } from '../setup.ts'

export const consolidating = followerSetup.createStateConfig({
  description:
    'An attested and derived block is examined: is it on our chain, and what is its L1 view worth?',
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
        actions: [{ type: 'noteViews', params: params.outcomeOf }, 'beginAttestedPromotion'],
      },
      {
        guard: { type: 'isJudgedReplacement', params: params.outcomeOf },
        target: 'replacing',
        actions: [
          { type: 'noteViews', params: params.outcomeOf },
          { type: 'noteReplacement', params: params.outcomeOf },
        ],
      },
      {
        guard: { type: 'isJudgedParting', params: params.outcomeOf },
        target: 'deciding',
        actions: [{ type: 'noteViews', params: params.outcomeOf }, 'noteParting'],
      },
      {
        guard: { type: 'isJudgedStanding', params: params.outcomeOf },
        target: 'deciding',
        actions: 'clearDoubt',
      },
      {
        guard: { type: 'isJudgedWithdrawn', params: params.outcomeOf },
        target: 'deciding',
        actions: [
          { type: 'record', params: params.withdrawingFact },
          { type: 'noteViews', params: params.outcomeOf },
          { type: 'holdExamined', params: params.outcomeOf },
        ],
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
})
