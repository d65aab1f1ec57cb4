import fc from 'fast-check'
import type { Hash } from '../../machines/values.ts'
import type { Link } from '../../src/actors/engine/links.ts'
import type { BlockHeader, BlockSelector } from '../../src/ports/execution-client.ts'
import type { Answer } from '../../src/ports/trouble.ts'

/** A tree of blocks, rather high than wide: `parents[i]` is the parent of block i + 1, block 0 the genesis. */
export const parentsOfTree: fc.Arbitrary<readonly number[]> = fc
  .array(fc.nat(), { minLength: 1, maxLength: 30 })
  .map((choices) => choices.map((choice, index) => Math.max(0, index - (choice % 4))))

export function hashOf(index: number): Hash {
  return `0x${index.toString(16).padStart(64, '0')}`
}

export function blocksOf(parents: readonly number[]): readonly Link[] {
  const blocks: Link[] = [{ number: 0, hash: hashOf(0), parentHash: hashOf(0xffff) }]
  for (const [index, parent] of parents.entries()) {
    const { number, hash } = blocks[parent]!
    blocks.push({ number: number + 1, hash: hashOf(index + 1), parentHash: hash })
  }
  return blocks
}

/** From the block itself down to the genesis. */
export function ancestorsOf(blocks: readonly Link[], block: Link): readonly Link[] {
  const parent = blocks.find(({ hash }) => hash === block.parentHash)
  return [block, ...(parent === undefined ? [] : ancestorsOf(blocks, parent))]
}

/** The reads of a client that knows these blocks and stands at this tip. */
export function clientWith(blocks: readonly Link[], tip: Link) {
  const canonical = ancestorsOf(blocks, tip)
  return async (selector: BlockSelector): Promise<Answer<BlockHeader | null>> => {
    const found =
      'hash' in selector
        ? blocks.find(({ hash }) => hash === selector.hash)
        : canonical.find(({ number }) => 'number' in selector && number === selector.number)
    return { kind: 'ok', value: found === undefined ? null : { ...found, timestamp: found.number } }
  }
}
