import { assign } from 'xstate'
import type { Hold } from '../../../../machines/follower/context.ts'
import { noteDerivation } from '../../../../machines/follower/notes.ts'
import { noteDenial } from '../../../../machines/follower/replacement.ts'
import { localSafe } from '../../../../machines/values.ts'
import { standalone } from '../explore.ts'
import { attests, block, honest, viewX } from '../world.ts'
import { haltsForGood } from './halts-for-good.ts'
import { keepsOrder } from './keeps-order.ts'
import type { Mutant } from './mutant.ts'
import { mutesEquivocators } from './mutes-equivocators.ts'
import { neverBackwards } from './never-backwards.ts'
import { oneCommand } from './one-command.ts'
import { promotesAttested } from './promotes-attested.ts'
import { replacesRightAbove } from './replaces-right-above.ts'
import { restingMutants } from './resting-mutants.ts'

const explained: Hold = { code: 'derivation/withdrawing', because: 'examine', targets: [], detail: '' }
const evidence = {
  id: 'made-up',
  kind: 'mismatch' as const,
  statements: [attests(honest, block(1, 'a'), viewX)],
  expected: null,
  seen: block(1, 'a'),
  detail: '',
  halts: true,
}

export const mutants: readonly Mutant[] = [
  {
    name: 'promotes whatever is derived, under whatever L1 view',
    machine: standalone.provide({
      guards: { isJudgedPromotable: (_, { outcome }) => outcome.kind === 'derived' },
    }),
    rule: promotesAttested,
    chapter: 'reading failures',
  },
  {
    name: 'replaces whatever can be replaced',
    machine: standalone.provide({
      guards: { isJudgedReplacement: (_, { outcome }) => outcome.kind === 'replacement' },
    }),
    rule: promotesAttested,
    chapter: 'replacements',
  },
  {
    name: 'replaces at any height',
    machine: standalone.provide({
      guards: { isJudgedReplacement: (_, { outcome }) => outcome.kind === 'replacement' },
    }),
    rule: replacesRightAbove,
    chapter: 'replacements',
  },
  {
    name: 'promotes what the client did not build',
    machine: standalone.provide({ guards: { isReplaced: () => true } }),
    rule: replacesRightAbove,
    chapter: 'replacements',
  },
  {
    name: 'forgets what it denied',
    machine: standalone.provide({ actions: { noteDenial: assign({ parting: [] }) } }),
    rule: replacesRightAbove,
    chapter: 'replacements',
  },
  {
    name: 'goes on counting what was derived on the denied branch',
    machine: standalone.provide({
      actions: { noteDenial: assign(({ context }) => ({ denials: noteDenial(context).denials ?? [] })) },
    }),
    rule: replacesRightAbove,
    chapter: 'replacements',
  },
  {
    name: 'forgets to mute',
    machine: standalone.provide({ actions: { muteEquivocator: assign({ examined: null }) } }),
    rule: mutesEquivocators,
    chapter: 'quorum',
  },
  {
    name: 'takes what the node derives now for the highest it ever derived',
    machine: standalone.provide({
      actions: {
        noteDerivation: assign(({ context }, { reading }) => {
          const noted = noteDerivation(context, reading)
          return {
            ...noted,
            ...(reading.kind === 'agreed' ? { localSafe: localSafe(reading.localSafe) } : {}),
          }
        }),
      },
    }),
    rule: keepsOrder,
    chapter: 'backlog',
  },
  {
    name: 'asserts again what the client fell back to',
    machine: standalone.provide({
      actions: {
        beginDuty: assign({
          pending: ({ context: { engine, finalized } }) => {
            const safe = engine.labels?.safe ?? block(1, 'a')
            return { safe, finalized, because: 'reassert' as const, l1View: null, tier: 1 as const }
          },
        }),
      },
    }),
    rule: neverBackwards,
    chapter: 'engine failures',
  },
  {
    name: 'withdraws at the first doubt',
    machine: standalone.provide({
      actions: {
        noteDerivation: assign(({ context }, { reading }) => ({
          ...noteDerivation(context, reading),
          hold: explained,
        })),
      },
    }),
    rule: neverBackwards,
    chapter: 'withdrawals',
  },
  {
    name: 'halts without proof',
    machine: standalone.provide({
      guards: { isProvenContradiction: (_, { outcome }) => outcome.kind === 'differs' },
      actions: { openEvidence: assign({ openEvidence: evidence, examined: null, hold: null }) },
    }),
    rule: haltsForGood,
    chapter: 'reading failures',
  },
  {
    name: 'halts far above the cross-safe head, where all blocks differ',
    machine: standalone.provide({
      guards: { isProvenContradiction: (_, { outcome }) => outcome.kind === 'differs' },
      actions: { openEvidence: assign({ openEvidence: evidence, examined: null, hold: null }) },
    }),
    rule: haltsForGood,
    chapter: 'parting',
  },
  {
    name: 'takes any acknowledgement',
    machine: standalone.provide({ guards: { namesOpenEvidence: () => true } }),
    rule: haltsForGood,
    chapter: 'halts',
  },
  {
    name: 'acknowledges by forgetting everything',
    machine: standalone.provide({ actions: { acknowledge: assign({ openEvidence: null, pool: [] }) } }),
    rule: haltsForGood,
    chapter: 'halts',
  },
  {
    name: 'believes VALID and any label',
    machine: standalone.provide({
      guards: { readBackConfirms: (_, { outcome }) => outcome.kind === 'labels' },
    }),
    rule: oneCommand,
    chapter: 'engine failures',
  },
  ...restingMutants,
]
