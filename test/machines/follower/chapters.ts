import type { FollowerContext } from '../../../machines/follower/context.ts'
import type { ExamineOutcome } from '../../../machines/follower/outcomes.ts'
import type { FollowerMachineInput } from '../../../machines/follower/setup.ts'
import type { Alphabet } from './alphabet.ts'
import { canonical, derived, differs, l1, labels, notReset, readBack, reorged } from './saying.ts'
import {
  attests,
  block,
  followerInput,
  genesis,
  honest,
  other,
  replaced,
  started,
  third,
  viewX,
  viewY,
} from './world.ts'

/**
 * The world is explored whole, chapter by chapter: each is an alphabet small enough to be
 * exhausted, and together they hold everything that can be said to the follower.
 */
export interface Chapter {
  readonly alphabet: Alphabet
  readonly input: FollowerMachineInput
}

/** One honest attester and a world in which everything works; each chapter says what is different. */
const calm: Omit<Alphabet, 'name'> = {
  statements: [attests(honest, block(1, 'a'), viewX)],
  derivations: (context) => [derived(context, block(1, 'a'))],
  l1Readings: [l1(null)],
  engineReadings: (context) => [labels(context, context.crossSafe ?? genesis)],
  examineOutcomes: () => [{ kind: 'derived', views: canonical }],
  commandOutcomes: [{ kind: 'valid' }],
  readBacks: (context) => [readBack(context, context.pending?.safe ?? null)],
  replaceOutcomes: [],
  acknowledges: false,
  overdue: true,
  defects: false,
}

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

/** Our block can be reduced to the attested one, or not, or not now; the branch that was derived goes on above it. */
const replacements: Alphabet = {
  ...calm,
  name: 'replacements',
  statements: [attests(honest, block(1, 'a'), viewX), attests(honest, block(2, 'a'), viewX)],
  derivations: (context) => [derived(context, block(1, 'a')), derived(context, block(2, 'b'))],
  examineOutcomes: (context) => [
    { kind: 'derived', views: canonical },
    reduces(context, canonical),
    reduces(context, reorged),
    { kind: 'not-reduced', trouble: { kind: 'timed-out', detail: '10 s' }, views: canonical },
  ],
  replaceOutcomes: [
    { kind: 'replaced', head: block(1, 'a') },
    { kind: 'not-the-attested', detail: 'built another' },
    { kind: 'refused', code: -32000, detail: 'not built' },
    { kind: 'unreachable', detail: 'connection refused' },
  ],
  defects: true,
}

/** The node has not come over, then stands at the replacement, then goes on; the client may lose it. */
const afterReplacement: Alphabet = {
  ...calm,
  name: 'after a replacement',
  statements: [attests(honest, block(2, 'r'), viewX), attests(other, block(1, 'a'), viewX)],
  derivations: (context) => [
    { kind: 'sources-differ', detail: 'two branches' },
    derived(context, genesis),
    derived(context, block(1, 'r')),
    derived(context, block(2, 'r')),
  ],
  engineReadings: (context) => [
    labels(context, context.crossSafe),
    labels(context, context.crossSafe, { node: notReset }),
    labels(context, genesis, { head: genesis }),
  ],
  examineOutcomes: (context) => [
    { kind: 'derived', views: canonical },
    { kind: 'sources-differ', detail: 'two branches' },
    reduces(context, canonical),
  ],
  replaceOutcomes: [{ kind: 'replaced', head: block(2, 'r') }],
}

/** Three heights, attested in any order, of which any may differ: the search for the lowest, and its gaps. */
const parting: Alphabet = {
  ...calm,
  name: 'parting',
  statements: [1, 2, 3].map((n) => attests(honest, block(n, 'a'), viewX)),
  derivations: (context) => [derived(context, block(2, 'a')), derived(context, block(3, 'a'))],
  examineOutcomes: (context) => [
    { kind: 'derived', views: canonical },
    differs(canonical),
    ...(context.examined?.number === (context.crossSafe?.number ?? 0) + 1
      ? [reduces(context, canonical)]
      : []),
  ],
  replaceOutcomes: [{ kind: 'replaced', head: block(1, 'a') }],
  overdue: false,
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

function reduces({ examined }: FollowerContext, views: typeof canonical): ExamineOutcome {
  return { kind: 'replacement', at: examined ?? genesis, denied: '0xff', views }
}

const onePromotion = { poolStatements: 4, promotions: 1, confirmTries: 1, reassertTries: 1 }
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
  { alphabet: replacements, input: followerInput({ facts: started }) },
  { alphabet: afterReplacement, input: followerInput({ facts: replaced }) },
  { alphabet: parting, input: followerInput({ facts: started, policy: alone, limits: onePromotion }) },
  { alphabet: finality, input: followerInput({ facts: started }) },
  { alphabet: withdrawals, input: followerInput({ facts: started }) },
  { alphabet: quorum, input: followerInput({ facts: started, policy: twoOfThree }) },
  { alphabet: halts, input: followerInput({ facts: started, policy: alone }) },
]
