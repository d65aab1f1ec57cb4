import { replaceInput } from '../inputs.ts'
import * as params from '../params.ts'
import { followerSetup } from '../setup.ts'

export const replacing = followerSetup.createStateConfig({
  description:
    'Our own block is reduced to the attested, deposits-only one, and denied: the client’s head moves to it.',
  invoke: {
    id: 'replace',
    src: 'replace',
    input: replaceInput,
    onDone: [
      {
        guard: { type: 'isReplaced', params: params.outcomeOf },
        target: 'promoting',
        actions: ['noteDenial', 'beginReplacementPromotion'],
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
})
