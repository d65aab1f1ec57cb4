import type { DerivationQuestion, DerivationReading } from '../../../machines/follower/readings.ts'
import type { BlockRef, Hash } from '../../../machines/values.ts'
import type { ChainReader } from '../../ports/chain-reader.ts'
import type { RollupNodePort } from '../../ports/rollup-node.ts'
import type { Answer } from '../../ports/trouble.ts'
import { agreementOf, type ChainAt, oncePerHeight } from './agreement.ts'
import { differ, lowest, moved, readSources, rewound, type Source } from './sources.ts'

export interface DerivationReaderOptions {
  /** At least one, and all of them deriving nodes. */
  readonly rollupNodes: readonly RollupNodePort[]
  readonly chain: ChainReader
}

export type DerivationReader = (
  question: DerivationQuestion,
  signal: AbortSignal,
) => Promise<DerivationReading>

/** A reading during which something moved is read again this often. */
const limitAttempts = 3

/**
 * Tells how far our chain is derived. The sources are read before and after our chain, so that
 * the two belong together; sources that went forward meanwhile do no harm.
 */
export function createDerivationReader({ rollupNodes, chain }: DerivationReaderOptions): DerivationReader {
  if (rollupNodes.length === 0) throw new RangeError('derivation needs at least one rollup node')

  return async (question, signal) => {
    let before = await readSources(rollupNodes, signal)
    let last: DerivationReading | null = null
    for (let attempt = 0; attempt < limitAttempts; attempt++) {
      if (before.kind !== 'ok') return before
      const reading = await look(before.value, chain, question, signal)
      if (reading.kind !== 'agreed' && reading.kind !== 'sources-differ') return reading
      const after = await readSources(rollupNodes, signal)
      if (after.kind !== 'ok') return after
      if (stood(reading, before.value, after.value) && isSure(reading, last, question)) return reading
      last = reading
      before = after
    }
    return last?.kind === 'sources-differ'
      ? last
      : differ(`the rollup nodes or ${chain.name} moved back during each of ${limitAttempts} readings`)
  }
}

/** Agreement outlives a source's progress. A difference may be made of two moments, so it needs them still. */
function stood(reading: DerivationReading, before: readonly Source[], after: readonly Source[]): boolean {
  return reading.kind === 'agreed' ? !rewound(before, after) : !moved(before, after)
}

/** Another hash at the height of the cross-safe block withdraws it, so that hash must be read twice. */
function isSure(reading: DerivationReading, last: DerivationReading | null, question: DerivationQuestion) {
  if (reading.kind !== 'agreed' || reading.atCrossSafe === null) return true
  if (reading.atCrossSafe === question.crossSafe?.hash) return true
  return last?.kind === 'agreed' && last.atCrossSafe === reading.atCrossSafe
}

async function look(
  sources: readonly Source[],
  chain: ChainReader,
  question: DerivationQuestion,
  signal: AbortSignal,
): Promise<DerivationReading> {
  const at = oncePerHeight(chain, signal)
  const [agreement, promoted, standing] = await Promise.all([
    agreementOf(sources, chain, at, signal),
    hashAt(question.crossSafe, at),
    newestStanding(question.promotions, at),
  ])
  if (agreement.kind !== 'agreed') return agreement
  if (promoted.kind !== 'ok') return promoted
  if (standing.kind !== 'ok') return standing
  const { localSafe } = agreement
  const derived = question.crossSafe !== null && question.crossSafe.number <= localSafe.number
  return {
    kind: 'agreed',
    localSafe,
    finalized: lowest(sources.map(({ finalized }) => finalized)),
    currentL1: lowest(sources.map(({ currentL1 }) => currentL1)),
    atCrossSafe: derived ? promoted.value : null,
    standing: standing.value,
  }
}

async function hashAt(block: BlockRef | null, at: ChainAt): Promise<Answer<Hash | null>> {
  if (block === null) return { kind: 'ok', value: null }
  const ours = await at(block.number)
  return ours.kind === 'ok' ? { kind: 'ok', value: ours.value?.hash ?? null } : ours
}

/** Newest first, one by one: nearly always the first one stands. */
async function newestStanding(
  promotions: readonly BlockRef[],
  at: ChainAt,
): Promise<Answer<BlockRef | null>> {
  for (const { number, hash } of promotions.toReversed()) {
    const ours = await at(number)
    if (ours.kind !== 'ok') return ours
    if (ours.value?.hash === hash) return { kind: 'ok', value: { number, hash } }
  }
  return { kind: 'ok', value: null }
}
