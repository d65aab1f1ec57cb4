import type { FollowerContext } from '../../../machines/follower/context.ts'
import type { ExamineOutcome } from '../../../machines/follower/outcomes.ts'
import type { Alphabet } from './alphabet.ts'
import { type Chapter, calm } from './chapter.ts'
import { canonical, derived, differs, labels, notReset, reorged } from './saying.ts'
import { attests, block, followerInput, genesis, honest, other, replaced, started, viewX } from './world.ts'

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
  overdue: false,
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

function reduces({ examined }: FollowerContext, views: typeof canonical): ExamineOutcome {
  return { kind: 'replacement', at: examined ?? genesis, denied: '0xff', views }
}

const limits = { poolStatements: 4, promotions: 1, confirmTries: 1, reassertTries: 1 }
const alone = { attesters: [honest], threshold: 1 }

/** The chapters in which a block of ours gives way to its replacement. */
export const replacingChapters: readonly Chapter[] = [
  { alphabet: replacements, input: followerInput({ facts: started }) },
  { alphabet: afterReplacement, input: followerInput({ facts: replaced }) },
  { alphabet: parting, input: followerInput({ facts: started, policy: alone, limits }) },
]
