import type { FollowerMachineInput } from '../../../machines/follower/setup.ts'
import type { Alphabet } from './alphabet.ts'
import { canonical, derived, differs, l1, labels, readBack, reorged } from './saying.ts'
import { attests, block, followerInput, genesis, honest, other, viewX, viewY } from './world.ts'

/**
 * The world is explored whole, chapter by chapter: each is an alphabet small enough to be
 * exhausted, and together they hold everything that can be said to the follower.
 */
export interface Chapter {
  readonly alphabet: Alphabet
  readonly input: FollowerMachineInput
}

/** Two hashes per height, two L1 views, a node reset, a stale read-back, a foreign move, an L1 reorg. */
const rivals: Alphabet = {
  name: 'rivals and reorgs',
  statements: [
    attests(honest, block(1, 'a'), viewX),
    attests(honest, block(2, 'a'), viewY),
    attests(honest, block(2, 'b'), viewX),
  ],
  derivations: (context) => [
    derived(context, genesis),
    derived(context, block(2, 'a'), block(1, 'a')),
    derived(context, block(2, 'b')),
  ],
  l1Readings: [l1(viewX), l1(null, reorged)],
  engineReadings: (context) => [
    labels(context, context.crossSafe ?? genesis),
    labels(context, block(2, 'b'), false),
  ],
  examineOutcomes: () => [{ kind: 'derived', views: canonical }, differs(canonical), differs(reorged)],
  commandOutcomes: [{ kind: 'valid' }],
  readBacks: (context) => [
    readBack(context, context.pending?.safe ?? null),
    readBack(context, context.crossSafe),
  ],
  replaceOutcomes: [],
  acknowledges: false,
  defects: false,
}

/** One honest attester, and everything that can go wrong around it. */
const failures: Alphabet = {
  name: 'failures',
  statements: [attests(honest, block(1, 'a'), viewX)],
  derivations: (context) => [
    derived(context, genesis),
    derived(context, block(1, 'a'), block(1, 'a')),
    { kind: 'sources-differ', detail: 'two branches' },
  ],
  l1Readings: [l1(viewX), { kind: 'unreachable', detail: 'connection refused' }],
  engineReadings: (context) => [
    labels(context, context.crossSafe ?? genesis),
    labels(context, genesis),
    ...(context.pending === null ? [] : [labels(context, context.pending.safe)]),
    { kind: 'syncing', detail: 'importing' },
    { kind: 'unauthorized', detail: '401' },
  ],
  examineOutcomes: ({ examined }) => [
    { kind: 'derived', views: canonical },
    { kind: 'derived', views: reorged },
    differs(canonical, { linked: false }),
    ...(examined === null
      ? []
      : [{ kind: 'replacement', at: examined, denied: '0xff', views: canonical } as const]),
    { kind: 'not-derived', detail: 'moved while it was read', views: canonical },
    { kind: 'timed-out', detail: '10 s' },
  ],
  commandOutcomes: [
    { kind: 'valid' },
    { kind: 'unknown', detail: 'cut off' },
    { kind: 'syncing' },
    { kind: 'invalid', detail: 'no' },
    { kind: 'forkchoice-refused', detail: '-38002' },
    { kind: 'refused', code: -32602, detail: 'invalid params' },
    { kind: 'unauthorized', detail: '401' },
  ],
  readBacks: (context) => [
    readBack(context, context.pending?.safe ?? null),
    readBack(context, context.crossSafe),
    { kind: 'unreachable', detail: 'connection refused' },
  ],
  replaceOutcomes: [
    { kind: 'replaced', head: block(1, 'a') },
    { kind: 'refused', code: -32000, detail: 'not built' },
    { kind: 'unreachable', detail: 'connection refused' },
  ],
  acknowledges: true,
  defects: true,
}

/** Two of three must agree; one of them lies, one speaks on the blocks topic, which carries no L1 view. */
const quorum: Alphabet = {
  ...rivals,
  name: 'quorum',
  statements: [
    attests(honest, block(1, 'a'), viewX),
    attests(other, block(1, 'a'), null),
    attests(other, block(1, 'b'), viewY),
    attests('0xcc', block(1, 'b'), viewX),
    attests('0xcc', block(1, 'a'), viewX),
  ],
  derivations: (context) => [derived(context, block(1, 'a'), block(1, 'a'))],
  l1Readings: [l1(viewX)],
  engineReadings: (context) => [labels(context, context.crossSafe ?? genesis)],
}

/** Halts, and operators who acknowledge them. */
const halts: Alphabet = {
  ...rivals,
  name: 'halts',
  statements: [attests(honest, block(1, 'a'), viewX), attests(honest, block(1, 'b'), viewY)],
  derivations: (context) => [derived(context, block(1, 'a'), block(1, 'a')), derived(context, block(1, 'b'))],
  engineReadings: (context) => [labels(context, context.crossSafe ?? genesis)],
  acknowledges: true,
}

export const chapters: readonly Chapter[] = [
  { alphabet: rivals, input: followerInput() },
  { alphabet: failures, input: followerInput() },
  {
    alphabet: quorum,
    input: followerInput({ policy: { attesters: [honest, other, '0xcc'], threshold: 2 } }),
  },
]
