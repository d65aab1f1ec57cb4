import type {
  ConsolidationQuestion,
  ConsolidationReading,
  ConsolidationStop,
} from '../../../machines/follower/readings.ts'
import { sameBlock } from '../../../machines/values.ts'
import type { Rules } from '../../derive/rules.ts'
import type { Answer } from '../../ports/trouble.ts'
import { type Base, baseOf, type Grounds } from './base.ts'
import type { Parent } from './parent.ts'
import { type Walk, walk } from './walk.ts'

export interface ConsolidationReaderOptions extends Grounds {
  /** Asked at each reading: they may come from a node that starts after us. */
  readonly rules: (signal: AbortSignal) => Promise<Answer<Rules>>
  /** In one reading, so that it ends before its deadline. */
  readonly limitBlocks: number
  /** After it no further block is begun in one reading. */
  readonly limitReadingMs: number
}

export type ConsolidationReader = (
  question: ConsolidationQuestion,
  signal: AbortSignal,
) => Promise<ConsolidationReading>

/**
 * Rebuilds our chain from L1, from where that was done last up to the tip, and tells how far it is just
 * that (tier T2). The last block stays here between two readings, so that the next asks only for what is new.
 */
export function createConsolidationReader(options: ConsolidationReaderOptions): ConsolidationReader {
  const { rules, limitBlocks, limitReadingMs } = options
  let kept: Parent | null = null

  return async ({ bases, tip }, signal) => {
    const [best = null] = bases
    if (kept !== null && sameBlock(kept.block, best) && sameBlock(kept.block, tip)) return consolidated(kept)
    const known = await rules(signal)
    if (known.kind !== 'ok') return known
    const base = await baseOf(options, known.value, bases, kept, signal)
    if (base.kind === 'none')
      return base.stop === null ? nothing : { kind: 'stopped', watermark: null, ...base.stop }
    if (base.kind !== 'found') return base
    kept = base.parent
    if (tip === null) return unhindered(kept, base.passedOver)

    const limits = { limitBlocks, enough: AbortSignal.timeout(limitReadingMs) }
    const walked = await walk(options, known.value, base.parent, tip, limits, signal)
    kept = walked.reached
    return readingOf(walked, base)
  }
}

/** Trouble on the way does not undo what was consolidated before it: the next reading meets it again. */
function readingOf({ reached, end }: Walk, { parent, passedOver }: Found): ConsolidationReading {
  if (end === null) return unhindered(reached, passedOver)
  if (end.kind === 'stopped') return stopped(reached, end.stop)
  return reached === parent ? end : consolidated(reached)
}

type Found = Extract<Base, { kind: 'found' }>

/** All was rebuilt that is derived. That a higher block is on our chain, and L1 does not carry it, is told all the same. */
function unhindered(reached: Parent, passedOver: ConsolidationStop | null): ConsolidationReading {
  return passedOver === null ? consolidated(reached) : stopped(reached, passedOver)
}

function stopped(reached: Parent, stop: ConsolidationStop): ConsolidationReading {
  return { kind: 'stopped', watermark: watermarkOf(reached), ...stop }
}

const nothing: ConsolidationReading = { kind: 'consolidated', watermark: null }

function consolidated(reached: Parent): ConsolidationReading {
  return { kind: 'consolidated', watermark: watermarkOf(reached) }
}

function watermarkOf({ block, origin }: Parent) {
  return { block, origin }
}
