import type { Alphabet } from './alphabet.ts'
import { type Chapter, calm } from './chapter.ts'
import { consolidationChapters } from './consolidation-chapters.ts'
import { replacingChapters } from './replacing-chapters.ts'
import { canonical, derived, differs, l1, labels, readBack, reorged } from './saying.ts'
import {
  attests,
  block,
  followerInput,
  genesis,
  honest,
  other,
  started,
  third,
  viewX,
  viewY,
} from './world.ts'

/** An empty store: the client's own safe is not attested, so it is anchored at its finalized block. */
const firstStart: Alphabet = {
  ...calm,
  name: 'first start',
  derivations: (context) => [derived(context, genesis), derived(context, block(1, 'a'))],
  engineReadings: (context) => [
    labels(context, context.crossSafe ?? block(1, 'a'), { safeIsOurs: context.crossSafe !== null }),
    { kind: 'syncing', detail: 'importing' },
  ],
  commandOutcomes: [{ kind: 'valid' }, { kind: 'forkchoice-refused', detail: '-38002' }],
  readBacks: (context) => [
    readBack(context, context.pending?.safe ?? null),
    readBack(context, context.crossSafe),
  ],
}

/** Two hashes for one height, two L1 views, a node reset, a stale read-back, a foreign move. */
const rivals: Alphabet = {
  ...calm,
  name: 'rivals',
  statements: [attests(honest, block(1, 'a'), viewX), attests(other, block(1, 'b'), viewY)],
  derivations: (context) => [
    derived(context, genesis),
    derived(context, block(1, 'a')),
    derived(context, block(1, 'b')),
  ],
  engineReadings: (context) => [
    labels(context, context.crossSafe ?? genesis),
    labels(context, block(1, 'b'), { safeIsOurs: false }),
  ],
  examineOutcomes: () => [{ kind: 'derived', views: canonical }, differs(canonical, { derivedPastL1: 6 })],
  readBacks: (context) => [
    readBack(context, context.pending?.safe ?? null),
    readBack(context, context.crossSafe),
  ],
}

/** Two heights attested and derived in any order, a node reset, and a safe label that somebody else raised. */
const backlog: Alphabet = {
  ...calm,
  name: 'backlog',
  statements: [attests(honest, block(1, 'a'), viewX), attests(other, block(2, 'a'), viewY)],
  derivations: (context) => [
    derived(context, genesis),
    derived(context, block(1, 'a')),
    derived(context, block(2, 'a')),
  ],
  engineReadings: (context) => [
    labels(context, context.crossSafe ?? genesis),
    labels(context, block(2, 'a'), { safeIsOurs: false }),
  ],
  examineOutcomes: () => [
    { kind: 'derived', views: canonical },
    { kind: 'not-derived', detail: 'moved while it was read', views: canonical },
  ],
}

/** Everything that an execution client can answer to a command and to a read-back, and what it falls back to. */
const engineFailures: Alphabet = {
  ...calm,
  name: 'engine failures',
  engineReadings: (context) => [
    labels(context, context.crossSafe ?? genesis),
    labels(context, genesis),
    labels(context, context.crossSafe, { head: genesis }),
    ...(context.pending === null ? [] : [labels(context, context.pending.safe)]),
    { kind: 'syncing', detail: 'importing' },
    { kind: 'unauthorized', detail: '401' },
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
  defects: true,
}

/** Everything that derivation, L1 and an examination can answer; the attester repeats its head under a newer view. */
const readingFailures: Alphabet = {
  ...calm,
  name: 'reading failures',
  statements: [attests(honest, block(1, 'a'), viewX), attests(honest, block(1, 'a'), viewY)],
  derivations: (context) => [
    derived(context, genesis),
    derived(context, block(1, 'a')),
    { kind: 'sources-differ', detail: 'two branches' },
  ],
  l1Readings: [l1(null), l1(null, reorged), { kind: 'unreachable', detail: 'connection refused' }],
  examineOutcomes: () => [
    { kind: 'derived', views: canonical },
    { kind: 'derived', views: reorged },
    differs(canonical, { linked: false }),
    { kind: 'not-derived', detail: 'moved while it was read', views: canonical },
    { kind: 'timed-out', detail: '10 s' },
  ],
  defects: true,
}

/** Finality of the node, of L1 and of the L1 views, apart and together. */
const finality: Alphabet = {
  ...calm,
  name: 'finality',
  statements: [attests(honest, block(1, 'a'), viewX), attests(honest, block(2, 'a'), viewY)],
  derivations: (context) => [
    derived(context, block(1, 'a')),
    derived(context, block(2, 'a'), block(1, 'a')),
    derived(context, block(2, 'a'), block(2, 'a')),
  ],
  l1Readings: [l1(viewX), l1(viewY)],
}

/** An L1 reorg takes the promoted block away, once above the finalized block and once below it. */
const withdrawals: Alphabet = {
  ...calm,
  name: 'withdrawals',
  derivations: (context) => [
    derived(context, block(1, 'a'), block(1, 'a')),
    derived(context, block(1, 'b'), block(1, 'b')),
    derived(context, genesis),
  ],
  l1Readings: [l1(null), l1(viewX), l1(viewX, reorged)],
  examineOutcomes: () => [
    { kind: 'derived', views: canonical },
    differs(reorged),
    differs(canonical, { linked: false }),
  ],
}

/** Two of three must agree; one of them lies, one speaks on the blocks topic, which carries no L1 view. */
const quorum: Alphabet = {
  ...calm,
  name: 'quorum',
  statements: [
    attests(honest, block(1, 'a'), viewX),
    attests(other, block(1, 'a'), null),
    attests(third, block(1, 'b'), viewX),
    attests(third, block(1, 'a'), viewY),
  ],
  examineOutcomes: () => [{ kind: 'derived', views: canonical }, differs(canonical)],
}

/** Halts, and operators who acknowledge them. */
const halts: Alphabet = {
  ...calm,
  name: 'halts',
  statements: [attests(honest, block(1, 'a'), viewX), attests(honest, block(1, 'b'), viewY)],
  derivations: (context) => [derived(context, block(1, 'a')), derived(context, block(1, 'b'))],
  examineOutcomes: () => [
    { kind: 'derived', views: reorged },
    { kind: 'derived', views: canonical },
    differs(canonical),
    differs(reorged),
  ],
  acknowledges: true,
}

const alone = { attesters: [honest], threshold: 1 }
const twoOfThree = { attesters: [honest, other, third], threshold: 2 }

export function chapter(name: string): Chapter {
  const found = chapters.find(({ alphabet }) => alphabet.name === name)
  if (found === undefined) throw new Error(`no chapter is called "${name}"`)
  return found
}

export const chapters: readonly Chapter[] = [
  { alphabet: firstStart, input: followerInput() },
  { alphabet: rivals, input: followerInput({ facts: started }) },
  { alphabet: backlog, input: followerInput({ facts: started }) },
  { alphabet: engineFailures, input: followerInput({ facts: started }) },
  { alphabet: readingFailures, input: followerInput({ facts: started }) },
  ...replacingChapters,
  ...consolidationChapters,
  { alphabet: finality, input: followerInput({ facts: started }) },
  { alphabet: withdrawals, input: followerInput({ facts: started }) },
  { alphabet: quorum, input: followerInput({ facts: started, policy: twoOfThree }) },
  { alphabet: halts, input: followerInput({ facts: started, policy: alone }) },
]
