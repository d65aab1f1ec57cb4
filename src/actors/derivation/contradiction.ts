import type { ExamineOutcome } from '../../../machines/follower/outcomes.ts'
import type { Attestation, BlockRef, Hash, L1View } from '../../../machines/values.ts'
import type { L1Port } from '../../ports/l1.ts'
import type { Answer } from '../../ports/trouble.ts'
import { createL1Reader } from '../l1/read.ts'
import { type ViewStatuses, viewsOf } from '../l1/view-status.ts'
import { isLinked } from './link.ts'
import { lowest, readSources, rewound, type Source } from './sources.ts'
import type { Witnesses } from './witnesses.ts'

/** Our block at the target's height is derived, and is another one than the attested. */
export interface Claim {
  readonly ours: BlockRef
  readonly localSafe: BlockRef
  readonly sources: readonly Source[]
  readonly statements: readonly Attestation[]
  /** What our block becomes with nothing but its deposits; null where that was not built. */
  readonly reduction: Hash | null
  /** What of the attested block is not as the reduction; null where that is not known. */
  readonly flaw: string | null
  /** The cross-safe head, where it is examined itself because another block is derived in its place. */
  readonly doubted: BlockRef | null
}

/**
 * A contradiction may halt the follower, so everything it rests on is read again, with time to
 * spare: our block is linked by parent hashes to the derived head, the sources did not move back,
 * and the L1 chain they derive from is the one on which the statements are judged.
 */
export async function contradictionOf(
  { ours, localSafe, sources, statements, reduction, flaw, doubted }: Claim,
  { rollupNodes, chain, l1, originOf }: Witnesses,
  signal: AbortSignal,
): Promise<ExamineOutcome> {
  const derivedFrom = sources.map(({ currentL1 }) => currentL1)
  const views = viewsOf(statements)
  const origin = doubted === null ? null : await originOf(doubted, signal)
  const asked = [...views, ...derivedFrom, ...(origin === null ? [] : [origin])]
  const [linked, statuses] = await Promise.all([
    isLinked(ours, localSafe, chain, signal),
    l1 === null ? null : statusesOnOneChain(l1, asked, signal),
  ])
  if (linked.kind !== 'ok') return linked
  if (statuses !== null && statuses.kind !== 'ok') return statuses
  const again = await readSources(rollupNodes, signal)
  if (again.kind !== 'ok') return again

  const seen = statuses === null ? {} : pick(statuses.value, views)
  const doubt = rewound(sources, again.value)
    ? 'a rollup node moved back while it was read again'
    : statuses && foreignL1(derivedFrom, statuses.value)
  if (doubt !== null) return { kind: 'not-derived', detail: doubt, views: seen }
  const proof = { linked: linked.value, derivedPastL1: lowest(derivedFrom).number }
  const rested = statuses === null ? {} : originSeen(origin, statuses.value)
  return { kind: 'differs', localHash: ours.hash, ...proof, reduction, flaw, ...rested, views: seen }
}

function originSeen(origin: L1View | null, statuses: ViewStatuses) {
  return origin === null ? {} : { origin: { block: origin, status: statuses[origin.hash]! } }
}

async function statusesOnOneChain(
  l1: L1Port,
  views: readonly L1View[],
  signal: AbortSignal,
): Promise<Answer<ViewStatuses>> {
  const reading = await createL1Reader({ l1 })({ views }, signal)
  return reading.kind === 'read' ? { kind: 'ok', value: reading.views } : reading
}

/** While L1 is reorganised, the rollup nodes and our L1 may stand on two branches of it. */
function foreignL1(derivedFrom: readonly L1View[], statuses: ViewStatuses): string | null {
  const foreign = derivedFrom.find(({ hash }) => statuses[hash] !== 'canonical')
  return foreign
    ? `derived from L1 block ${foreign.number} ${foreign.hash}, which is not on our L1 chain`
    : null
}

function pick(statuses: ViewStatuses, views: readonly L1View[]): ViewStatuses {
  return Object.fromEntries(views.map(({ hash }) => [hash, statuses[hash]!]))
}
