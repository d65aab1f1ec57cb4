import type { BlockRef, L1View } from '../../../machines/values.ts'
import type { ChainReader } from '../../ports/chain-reader.ts'
import type { L1Port } from '../../ports/l1.ts'
import type { RollupNodePort } from '../../ports/rollup-node.ts'
import type { Replacer } from '../engine/engine.ts'
import type { FlawOf } from './flaw.ts'

export interface Witnesses {
  /** At least one, and all of them deriving nodes. */
  readonly rollupNodes: readonly RollupNodePort[]
  readonly chain: ChainReader
  /** Null in a shadow without L1: then no view has a status. */
  readonly l1: L1Port | null
  readonly originOf: OriginOfBlock
}

/** The L1 origin that a block names, which need not be on our chain any more; null where nobody can tell. */
export type OriginOfBlock = (block: BlockRef, signal: AbortSignal) => Promise<L1View | null>

export interface ExaminerOptions extends Witnesses {
  /** Asked only where our block stands right above the cross-safe head, and is another than the attested one. */
  readonly reduce: Replacer['reduce']
  /** Asked only where the reduction is another block than the attested one. */
  readonly flawOf: FlawOf
}
