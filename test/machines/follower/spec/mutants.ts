import { assign } from 'xstate'
import type { Evidence } from '../../../../machines/follower/facts.ts'
import { holdTarget } from '../../../../machines/follower/holds.ts'
import { followerMachine } from '../../../../machines/follower/machine.ts'
import { noteAttestation, noteDerivation, noteEngine, noteL1 } from '../../../../machines/follower/notes.ts'
import type { FollowerModel } from '../explore.ts'
import { attests, block, honest, viewX } from '../world.ts'

const lie: Evidence = {
  id: 'made-up',
  kind: 'mismatch',
  statements: [attests(honest, block(2, 'b'), viewX)],
  expected: null,
  seen: block(2, 'b'),
  detail: '',
  halts: true,
}

/** Followers that do one thing otherwise than the specification says, each in a way a person could see. */
export const mutants: Readonly<Record<string, FollowerModel>> = {
  'halts nobody': followerMachine.provide({ guards: { isProvenContradiction: () => false } }),
  'halts on views that were reorged away': followerMachine.provide({
    guards: { isProvenContradiction: (_, { outcome }) => outcome.kind === 'differs' },
    actions: {
      openEvidence: assign({ openEvidence: lie, examined: null }),
    },
  }),
  'halts at once where the chains differ, however far up': followerMachine.provide({
    guards: { isJudgedParting: () => false },
    actions: { holdExamined: assign({ examined: null, openEvidence: lie }) },
  }),
  'waits for a replacement that it could build': followerMachine.provide({
    guards: { isJudgedReplacement: () => false },
    actions: {
      holdExamined: assign(({ context }) =>
        holdTarget(context, { code: 'derivation/contradicts', detail: '' }),
      ),
    },
  }),
  'promotes a block that was replaced, but leaves the lineage as it was': followerMachine.provide({
    actions: { noteDenial: assign({}) },
  }),
  'keeps what was acknowledged': followerMachine.provide({
    actions: { acknowledge: assign({ openEvidence: null }) },
  }),
  'forgets the honest statements with the discarded one': followerMachine.provide({
    actions: {
      acknowledge: assign(({ context: { openEvidence } }) => ({
        openEvidence: null,
        pool: [],
        discarded: (openEvidence?.statements ?? []).map(
          ({ signer, number, hash }) => `${signer}:${number}:${hash}`,
        ),
      })),
    },
  }),
  'takes its node for further than it is': followerMachine.provide({
    actions: {
      noteDerivation: assign(({ context }, { reading }) =>
        noteDerivation(
          context,
          reading.kind === 'agreed' ? { ...reading, localSafe: block(2, 'a') } : reading,
        ),
      ),
    },
  }),
  'never looks at what is derived at the cross-safe height': followerMachine.provide({
    actions: {
      noteDerivation: assign(({ context }, { reading }) =>
        noteDerivation(context, reading.kind === 'agreed' ? { ...reading, atCrossSafe: null } : reading),
      ),
    },
  }),
  'drops what is attested ahead of derivation': followerMachine.provide({
    actions: {
      admitAttestation: assign(({ context }, { attestation }) =>
        attestation.number > (context.derivation.tip?.number ?? 0)
          ? {}
          : noteAttestation(context, attestation),
      ),
    },
  }),
  'finalizes nothing': followerMachine.provide({
    actions: {
      noteL1: assign(({ context }, { reading }) =>
        noteL1(context, reading.kind === 'read' ? { ...reading, finalized: null } : reading),
      ),
    },
  }),
  'does not notice that the client is down': followerMachine.provide({
    actions: {
      noteEngine: assign((_, { reading }) => (reading.kind === 'labels' ? noteEngine(reading) : {})),
    },
  }),
  'examines the lowest block first': followerMachine.provide({
    actions: {
      beginExamination: assign({
        examined: ({ context: { pool, crossSafe } }) => {
          const lowest = pool.find(({ number }) => number > (crossSafe?.number ?? 0)) ?? crossSafe
          return lowest === null ? null : { number: lowest.number, hash: lowest.hash }
        },
      }),
    },
  }),
}
