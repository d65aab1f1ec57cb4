import type { FollowerContext } from '../../../machines/follower/context.ts'
import type { FollowerFacts } from '../../../machines/follower/facts.ts'
import type { ExamineOutcome } from '../../../machines/follower/outcomes.ts'
import { crossSafe } from '../../../machines/values.ts'
import type { Alphabet } from './alphabet.ts'
import { type Chapter, calm } from './chapter.ts'
import { canonical, derived, differs, l1, rebuilt, reorged, stoppedBelow } from './saying.ts'
import { attests, block, followerInput, genesis, honest, originX, originY, started, viewX } from './world.ts'

const originGone = { ...canonical, [originX.hash]: 'orphaned' } as const

/** From an empty store: nothing is rebuilt, and nothing needs to be, before the anchor. */
const firstStart: Alphabet = {
  ...calm,
  name: 'first start with the L1 check',
  derivations: (context) => [derived(context, genesis), derived(context, block(1, 'a'))],
  consolidations: () => [rebuilt(null), rebuilt(genesis), rebuilt(block(1, 'a'), originX)],
}

/** The watermark lies behind, stops, is in trouble, goes back, and loses the L1 block that it rests on. */
const watermark: Alphabet = {
  ...calm,
  name: 'watermark',
  statements: [attests(honest, block(2, 'a'), viewX)],
  derivations: (context) => [derived(context, block(1, 'a')), derived(context, block(2, 'a'))],
  consolidations: () => [
    rebuilt(block(1, 'a'), originX),
    rebuilt(block(2, 'a'), originY),
    rebuilt(genesis),
    stoppedBelow(block(2, 'a'), { block: block(1, 'a'), origin: originX }),
    { kind: 'unreachable', detail: 'connection refused' },
  ],
  l1Readings: [l1(null), l1(null, originGone)],
  examineOutcomes: () => [
    { kind: 'derived', views: canonical },
    { kind: 'not-derived', detail: 'moved while it was read', views: canonical },
  ],
  overdue: false,
}

/** Our chain leaves the promoted block, and may come back to it; readings of the other chain arrive late. */
const leavingChain: Alphabet = {
  ...calm,
  name: 'withdrawals with the L1 check',
  statements: [attests(honest, block(2, 'a'), viewX)],
  derivations: (context) => [
    derived(context, genesis),
    derived(context, block(2, 'a')),
    derived(context, block(1, 'b')),
  ],
  consolidations: () => [rebuilt(null), rebuilt(block(1, 'b'), originY), rebuilt(block(2, 'a'), originX)],
  l1Readings: [l1(null, reorged)],
  examineOutcomes: () => [
    { kind: 'derived', views: canonical },
    differs(reorged, { origin: { block: originX, status: 'orphaned' } }),
  ],
  overdue: false,
}

/** A block gives way, while its own chain was rebuilt beyond it and is still being read. */
const replacing: Alphabet = {
  ...calm,
  name: 'replacements with the L1 check',
  statements: [attests(honest, block(1, 'r'), viewX), attests(honest, block(2, 'r'), viewX)],
  derivations: (context) => [derived(context, block(2, 'a')), derived(context, block(2, 'r'))],
  consolidations: () => [
    rebuilt(genesis),
    rebuilt(block(2, 'a'), originX),
    stoppedBelow(block(2, 'r'), { block: block(1, 'r'), origin: originX }),
  ],
  examineOutcomes: (context) => [{ kind: 'derived', views: canonical }, reduces(context)],
  replaceOutcomes: [{ kind: 'replaced', head: block(1, 'r') }],
  overdue: false,
}

function reduces({ examined }: FollowerContext): ExamineOutcome {
  return { kind: 'replacement', at: examined ?? genesis, denied: '0xff', views: canonical }
}

/** What is on disk after block 1 was rebuilt and promoted. */
const promoted: FollowerFacts = {
  ...started,
  crossSafe: crossSafe(block(1, 'a')),
  promotions: [...started.promotions, { ...block(1, 'a'), l1View: viewX, tier: 2 }],
}

const alone = { attesters: [honest], threshold: 1 }

/** The chapters in which promotions wait for what is rebuilt from L1. */
export const consolidationChapters: readonly Chapter[] = [
  { alphabet: firstStart, input: followerInput({ l1Check: true }) },
  { alphabet: watermark, input: followerInput({ facts: started, l1Check: true, policy: alone }) },
  { alphabet: leavingChain, input: followerInput({ facts: promoted, l1Check: true, policy: alone }) },
  { alphabet: replacing, input: followerInput({ facts: started, l1Check: true, policy: alone }) },
]
