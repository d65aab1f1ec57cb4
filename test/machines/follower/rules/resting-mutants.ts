import { assign } from 'xstate'
import { attestedPromotion } from '../../../../machines/follower/changes.ts'
import { completePromotion } from '../../../../machines/follower/completion.ts'
import { standalone } from '../explore.ts'
import type { Mutant } from './mutant.ts'
import { restsOnL1 } from './rests-on-l1.ts'

/** Followers that promise more than was rebuilt from L1. */
export const restingMutants: readonly Mutant[] = [
  {
    name: 'promotes what was rebuilt when its examination began, whatever became of it',
    machine: standalone.provide({
      guards: { isJudgedPromotable: (_, { outcome }) => outcome.kind === 'derived' },
    }),
    rule: restsOnL1,
    chapter: 'watermark',
  },
  {
    name: 'replaces what was rebuilt when its examination began',
    machine: standalone.provide({
      guards: { isJudgedReplacement: (_, { outcome }) => outcome.kind === 'replacement' },
    }),
    rule: restsOnL1,
    chapter: 'replacements with the L1 check',
  },
  {
    name: 'calls every promotion rebuilt',
    machine: standalone.provide({
      actions: {
        beginAttestedPromotion: assign(({ context }) => {
          const { pending } = attestedPromotion(context, 'attested')
          return { pending: pending == null ? null : { ...pending, tier: 2 }, examined: null }
        }),
      },
    }),
    rule: restsOnL1,
    chapter: 'backlog',
  },
  {
    name: 'forgets on what its promotions rest',
    machine: standalone.provide({
      actions: {
        completePromotion: assign(({ context }, { outcome }) => {
          if (outcome.kind !== 'labels') return {}
          const completed = completePromotion(context, outcome)
          return { ...completed, promotions: completed.promotions!.map((held) => ({ ...held, tier: 1 })) }
        }),
      },
    }),
    rule: restsOnL1,
    chapter: 'watermark',
  },
  {
    name: 'takes the watermark as it is read, however late the reading comes',
    machine: standalone.provide({
      actions: {
        noteConsolidation: assign(({ context: { consolidation } }, { reading }) =>
          reading.kind === 'consolidated'
            ? { consolidation: { ...consolidation, watermark: reading.watermark } }
            : {},
        ),
      },
    }),
    rule: restsOnL1,
    chapter: 'withdrawals with the L1 check',
  },
  {
    name: 'leaves the watermark where it was when it withdraws or promotes',
    machine: standalone.provide({
      actions: {
        completePromotion: assign(({ context }, { outcome }) => {
          if (outcome.kind !== 'labels') return {}
          return { ...completePromotion(context, outcome), consolidation: context.consolidation }
        }),
      },
    }),
    rule: restsOnL1,
    chapter: 'withdrawals with the L1 check',
  },
]
