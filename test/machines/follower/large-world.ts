import type { BlockRef } from '../../../machines/values.ts'
import type { Alphabet } from './alphabet.ts'
import type { Chapter } from './chapter.ts'
import {
  branchOf,
  canonical,
  derived,
  differs,
  l1,
  labels,
  notReset,
  readBack,
  rebuilt,
  reorged,
  stoppedBelow,
  views,
} from './saying.ts'
import {
  attests,
  block,
  followerInput,
  genesis,
  honest,
  originX,
  originY,
  other,
  started,
  third,
  viewX,
  viewY,
} from './world.ts'

/** Six heights with two hashes each, three signers of whom two must agree: too large to be exhausted. */

const heights = [1, 2, 3, 4, 5, 6]
const blocks: readonly BlockRef[] = heights.flatMap((n) => [block(n, 'a'), block(n, 'a'), block(n, 'b')])
const signers = [honest, other, third]
const seen = [
  canonical,
  canonical,
  { ...canonical, [originX.hash]: 'orphaned' as const },
  reorged,
  views('orphaned', 'canonical'),
]

/** What is usual is as likely as all that is not. */
function often<T>(times: number, said: T): readonly T[] {
  return Array.from({ length: times }, () => said)
}

function reducesTo(at: BlockRef) {
  return { kind: 'replacement' as const, at, denied: block(at.number, 'b').hash, views: canonical }
}

const anything: Alphabet = {
  name: 'anything',
  statements: blocks.flatMap((at) =>
    signers.flatMap((signer) => [viewX, viewY, null].map((view) => attests(signer, at, view))),
  ),
  derivations: (context) => [
    { kind: 'sources-differ', detail: 'two branches' },
    ...[genesis, ...blocks].flatMap((tip) => [
      derived(context, tip),
      derived(context, tip, context.crossSafe ?? genesis),
      derived(context, tip, tip),
    ]),
  ],
  consolidations: () => [
    rebuilt(null),
    ...[genesis, ...blocks].flatMap((at) => [
      ...often(2, rebuilt(at, originX)),
      stoppedBelow(block(at.number + 1, branchOf(at)), { block: at, origin: originY }),
    ]),
    { kind: 'timed-out', detail: '10 s' },
  ],
  l1Readings: [null, viewX, viewY]
    .flatMap((finalized) => seen.map((views) => l1(finalized, views)))
    .concat({ kind: 'unreachable', detail: 'connection refused' }),
  engineReadings: (context) => [
    ...often(20, labels(context, context.crossSafe, { head: block(6, 'a') })),
    ...[context.crossSafe, context.pending?.safe ?? null, null, genesis, ...blocks].flatMap((safe) => [
      labels(context, safe, { head: block(6, 'a') }),
      labels(context, safe, { safeIsOurs: false }),
      labels(context, safe, { node: notReset }),
    ]),
    { kind: 'syncing', detail: 'importing' },
    { kind: 'timed-out', detail: '3 s' },
  ],
  examineOutcomes: ({ examined, crossSafe }) => [
    ...often(20, { kind: 'derived', views: canonical } as const),
    ...(examined?.number === (crossSafe?.number ?? 0) + 1 ? often(20, reducesTo(examined)) : []),
    ...seen.flatMap((views) => [
      { kind: 'derived' as const, views },
      differs(views),
      differs(views, { linked: false }),
      differs(views, { derivedPastL1: 6 }),
      { kind: 'not-derived' as const, detail: 'moved', views },
      { kind: 'not-reduced' as const, trouble: { kind: 'timed-out' as const, detail: '10 s' }, views },
      differs(views, { reduction: null }),
      { kind: 'replacement' as const, at: examined ?? genesis, denied: '0xff' as const, views },
    ]),
    { kind: 'timed-out', detail: '10 s' },
  ],
  commandOutcomes: [
    ...often(6, { kind: 'valid' } as const),
    { kind: 'unknown', detail: 'cut off' },
    { kind: 'syncing' },
    { kind: 'invalid', detail: 'no' },
    { kind: 'forkchoice-refused', detail: '-38002' },
    { kind: 'unauthorized', detail: '401' },
  ],
  readBacks: (context) => [
    ...often(4, readBack(context, context.pending?.safe ?? null)),
    readBack(context, context.crossSafe),
    { kind: 'unreachable', detail: 'connection refused' },
  ],
  replaceOutcomes: [
    ...often(4, { kind: 'replaced', head: block(6, 'a') } as const),
    { kind: 'not-the-attested', detail: 'built another' },
    { kind: 'refused', code: -32000, detail: 'not built' },
  ],
  acknowledges: true,
  overdue: true,
  defects: true,
}

const limits = { poolStatements: 12, promotions: 4, confirmTries: 1, reassertTries: 2 }
const twoOfThree = { attesters: signers, threshold: 2 }

export const largeWorlds: readonly Chapter[] = [
  { alphabet: anything, input: followerInput({ facts: started, limits, policy: twoOfThree }) },
  {
    alphabet: { ...anything, name: 'one of three' },
    input: followerInput({ limits, policy: { ...twoOfThree, threshold: 1 } }),
  },
  {
    alphabet: { ...anything, name: 'with the L1 check' },
    input: followerInput({ facts: started, limits, policy: { ...twoOfThree, threshold: 1 }, l1Check: true }),
  },
  { alphabet: { ...anything, name: 'without L1' }, input: followerInput({ limits, l1Configured: false }) },
]
