import type { BlockRef } from '../../../machines/values.ts'
import type { ChainReader, LinkedBlock } from '../../ports/chain-reader.ts'
import type { Answer } from '../../ports/trouble.ts'
import { allOf } from '../answers.ts'

/** Two hours of one-second blocks: further down a link is not looked for, and counts as not shown. */
export const limitLinkBlocks = 8192

const limitConcurrentCalls = 32

/**
 * True when our chain leads from the lower block to the upper one, hash by parent hash, both
 * included. Every block between is read anew, so no answer of an index is taken on trust.
 */
export async function isLinked(
  lower: BlockRef,
  upper: BlockRef,
  chain: ChainReader,
  signal: AbortSignal,
): Promise<Answer<boolean>> {
  if (upper.number - lower.number > limitLinkBlocks) return { kind: 'ok', value: false }
  let top: BlockRef | null = null
  for (let from = lower.number; from <= upper.number; from += limitConcurrentCalls) {
    const heights = heightsFrom(from, upper.number)
    const blocks = await allOf(heights.map((height) => chain.blockAt(height, signal)))
    if (blocks.kind !== 'ok') return blocks
    if (from === lower.number && blocks.value[0]?.hash !== lower.hash) return { kind: 'ok', value: false }
    top = topOfLinks(top, blocks.value)
    if (top === null) return { kind: 'ok', value: false }
  }
  return { kind: 'ok', value: top?.hash === upper.hash }
}

function heightsFrom(from: number, last: number): number[] {
  const count = Math.min(limitConcurrentCalls, last - from + 1)
  return Array.from({ length: count }, (_, index) => from + index)
}

/** The last of the blocks, when each is the child of the one before it; else null. */
function topOfLinks(parent: BlockRef | null, blocks: readonly (LinkedBlock | null)[]): BlockRef | null {
  let top = parent
  for (const block of blocks) {
    if (block === null || (top !== null && block.parentHash !== top.hash)) return null
    top = block
  }
  return top
}
